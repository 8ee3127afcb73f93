"""A legend stands by the grid whose cells it tells of; by another one it says whose cells are meant."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.palette import palette
from cnnviz.experiment.document import Experiment
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def run():
    return run_of(first_example(), WAYS["window by window"])


def told(stage, run, kind):
    """Return what is written on a stage in a chapter, and where."""
    (number,) = (n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.set_frame(Frame(run, Position(number, 20)))
    items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    return {item.text(): item.sceneBoundingRect() for item in items}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("room", [(648, 395), (904, 427), (1064, 527)])
def test_the_padding_that_comes_off_is_named_by_the_grid_that_has_it(new_stage, run, theme, room):
    stage = new_stage(*room)
    stage.set_palette(palette(theme))
    place = told(stage, run, ChapterKind.CROP)["padding"]
    grid = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    assert min(abs(place.top() - grid.bottom()), abs(place.bottom() - grid.top())) < 20
    assert grid.left() < place.left() < place.right() < grid.right() + 1


def test_by_another_grid_it_says_whose_cells_are_meant(new_stage, run):
    """Beside a narrow lens the gradient of a kernel has no room for it: under another grid it is named."""
    seen = set()
    for width in range(600, 1300, 50):
        stage = new_stage(width, 395)
        for text, rect in told(stage, run, ChapterKind.ACCUMULATE).items():
            if text.rpartition(": ")[2] == "finished":
                own = stage.scene().grids["dweight0.0"].sceneBoundingRect()
                seen.add((text, abs(rect.top() - own.bottom()) < 20 and rect.left() < own.right()))
    assert seen == {("finished", True), ("dW: finished", False)}


@pytest.mark.parametrize("room", [(912, 427), (904, 427)])
def test_where_there_is_room_under_all_that_is_under_its_grid_it_stands_by_no_other(new_stage, run, room):
    """Under dY, which is read, it would be taken for what is said of dY."""
    stage = new_stage(*room)
    place = told(stage, run, ChapterKind.ACCUMULATE)["dW: finished"]
    scene = stage.scene()
    assert place.top() > scene.lens.rect.bottom()
    assert place.left() > scene.lens.rect.left()


def test_what_no_window_reads_is_said_under_what_has_it(new_stage):
    layer = convolved(1, 1, size=(8, 8), padding="valid", stride=(3, 3))
    odd = run_of(Experiment((image(1, (8, 8)),), (layer,)), WAYS["window by window"])
    stage = new_stage(904, 427)
    for kind, key in ((ChapterKind.CONVOLVE, "x_pad0"), (ChapterKind.SCATTER, "dx_pad0")):
        (number,) = (n for n, chapter in enumerate(odd.chapters) if chapter.kind is kind)
        stage.set_frame(Frame(odd, Position(number, 1)))
        items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
        said = {item.text(): item.sceneBoundingRect() for item in items}
        place = said["no window reads it"]
        grid = stage.scene().grids[key].sceneBoundingRect()
        assert 0 < place.top() - grid.bottom() < 40
        assert grid.left() < place.left() < grid.right()
        if kind is ChapterKind.CONVOLVE:  # what waits is in Y
            assert said["not reached yet"].left() > grid.right()
