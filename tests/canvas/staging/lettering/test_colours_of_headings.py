"""A channel of a picture is named in its colour beside its grid, where the name goes on as one line."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.explain.naming import CHANNEL_NAMES
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def run():
    return run_of(classifier(), RunOptions(0))


def items(stage, run, kind):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.set_frame(Frame(run, Position(number, 5)))
    found = (item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem))
    lens = stage.scene().lens.rect
    return [item for item in found if item.isVisible() and not lens.contains(item.sceneBoundingRect())]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.SCATTER, ChapterKind.PAD])
def test_it_has_its_colour_in_every_theme(new_stage, run, theme, kind):
    shown = items(new_stage(1181, 427, theme=theme), run, kind)
    for name in CHANNEL_NAMES:
        named = [item for item in shown if item.text() in (name, name[0].upper())]
        assert named
        colour = palette(theme).role(f"channel_{name}")
        assert all(item.brush().color() == colour for item in named)


def test_it_goes_on_where_the_size_ends(new_stage, run):
    shown = items(new_stage(1381, 527), run, ChapterKind.CONVOLVE)
    (red,) = (item for item in shown if item.text() == "red")
    (size,) = (i for i in shown if i.text() == "10×10 · " and abs(i.scenePos().y() - red.scenePos().y()) < 1)
    assert red.scenePos().x() == pytest.approx(size.sceneBoundingRect().right(), abs=3)


def test_of_many_cells_those_that_are_made_have_digits(new_stage, run):
    """Of three channels, beside the lens: what is read is small then, what is written is read."""
    for room, least in (((1181, 427), 34), ((1341, 527), 34), ((1061, 527), 26), ((925, 395), 26)):
        stage = new_stage(*room)
        items(stage, run, ChapterKind.CONVOLVE)
        assert stage.scene().grids["y0"].cell >= least
