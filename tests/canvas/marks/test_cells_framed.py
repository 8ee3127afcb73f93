"""The frames of single cells lie in the gaps around them: a number that fills its cell is whole."""

import numpy as np
import pytest
from PyQt5.QtGui import QImage, QPainter
from run_catalogue import WAYS, convolved, experiments, image
from seen_pixels import contrast, pixels_of

from cnnviz.canvas.grids.cells import PLAIN, UNTOUCHED
from cnnviz.canvas.marks.marks import Marks
from cnnviz.canvas.palette import palette, rgb
from cnnviz.canvas.plans.stage_plan import Style, step_by_array
from cnnviz.experiment.document import Experiment
from cnnviz.gallery.examples import FIRST
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

WIDE = 3
"""Pixels of the light line that is seen between a frame and a cell of any colour."""
FRAME = 2
"""Pixels of a cell that its frame takes on each side, with the light line within it."""
INSIDE = FRAME, FRAME, -FRAME, -FRAME


def painted(scene):
    image = QImage(scene.sceneRect().size().toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    scene.render(painter, source=scene.sceneRect())
    painter.end()
    return pixels_of(image)


def test_a_framed_cell_shows_all_that_it_shows_without_a_frame(new_stage):
    layer = convolved(1, 1, size=(6, 6), padding=(1, 1), dilation=(2, 2))
    run = run_of(Experiment((image(1, (6, 6)),), (layer,)), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.SCATTER)
    stage = new_stage(1221, 420)
    stage.set_frame(Frame(run, Position(number, 3)))
    scene = stage.scene()
    (marks,) = (item for item in scene.items() if isinstance(item, Marks))
    grid, framed = scene.grids["dx_pad0"], painted(scene)
    marks.hide()
    bare = painted(scene)
    cells = {cell.index[1:3] for cell in run.chapters[number].trace[3].writes}
    assert len(cells) == 9
    for row, column in cells:
        box = grid.mapRectToScene(grid.cell_rect(row, column)).toRect()
        whole = slice(box.top(), box.bottom()), slice(box.left(), box.right())  # but for the gap
        inside = tuple(slice(one.start + FRAME, one.stop - FRAME) for one in whole)
        np.testing.assert_array_equal(framed[inside], bare[inside])
        assert (framed[whole] != bare[whole]).any()


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("step", [0, 5, 9])
def test_the_cell_that_is_read_is_told_from_its_neighbours_of_the_strongest_colour(new_stage, theme, step):
    """The accent is hardly told from orange, and a light line of one pixel is taken for the gap between cells."""
    stage = new_stage(1221, 420, theme=theme)
    run = run_of(FIRST.make(), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.MAX_POOL_BACK)
    stage.set_frame(Frame(run, Position(number, step)))
    scene = stage.scene()
    (marks,) = (item for item in scene.items() if isinstance(item, Marks))
    framed = painted(scene)
    marks.hide()
    bare = painted(scene)
    (row, column), grid = divmod(step, 4), scene.grids["dy0"]
    box = grid.mapRectToScene(grid.cell_rect(row, column)).toRect()
    edge = slice(box.left(), box.left() + WIDE)
    middle = box.center().y()
    halo, accent = (rgb(one) for one in (palette(theme).cells["halo"], palette(theme).role("accent")))
    assert (framed[middle, edge] == halo).all()
    assert (framed[middle, box.right() - WIDE : box.right()] == halo).all()
    cell = bare[middle, box.left() + 1]
    assert max(contrast(halo, cell), contrast(accent, cell)) > 3


@pytest.mark.some(2)
@pytest.mark.parametrize("name", ["grey", "colour", "classifier"])
@pytest.mark.parametrize("size", [(700, 400), (1221, 420), (1500, 800)])
def test_a_frame_with_its_halo_covers_nothing_of_the_numbers_of_a_grid(new_stage, name, size):
    run = run_of(experiments()[name], WAYS["window by window"])
    stage = new_stage(*size)
    for chapter in range(len(run.chapters)):
        stage.set_frame(Frame(run, Position(chapter, len(run.chapters[chapter].trace) // 2)))
        scene = stage.scene()
        (marks,) = (item for item in scene.items() if isinstance(item, Marks))
        framed = painted(scene)
        marks.hide()
        bare = painted(scene)
        marks.show()
        told = step_by_array(scene.frame.step)
        for plane in scene.plan.large:
            grid = scene.grids.get(plane.key)
            if grid is None or plane.style is not Style.CELLS or (grid.standing != PLAIN).any():
                continue
            if plane.array not in told:
                continue
            for row, column in np.argwhere(grid.progress != UNTOUCHED):  # also what stands beside a frame
                box = grid.mapRectToScene(grid.cell_rect(row, column)).toRect().adjusted(*INSIDE)
                cell = slice(box.top(), box.bottom()), slice(box.left(), box.right())
                if box.width() < 4:
                    continue
                inked = (bare[cell] != bare[cell][0, 0]).any(axis=2)
                np.testing.assert_array_equal(framed[cell][inked], bare[cell][inked], f"{chapter} {plane}")
