"""The frames of single cells lie in the gaps around them: a number that fills its cell is whole."""

import numpy as np
from PyQt5.QtGui import QImage, QPainter
from run_catalogue import WAYS, convolved, image
from seen_pixels import pixels_of

from cnnviz.canvas.marks.marks import Marks
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

FRAME = 2
"""Pixels of a cell that its frame takes on each side, with the light line within it."""


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
