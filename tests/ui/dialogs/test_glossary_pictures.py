"""Beside a word stands what is made where it is to be seen, as far as it is there, and not what is hidden."""

import pytest
from run_catalogue import experiments

from cnnviz.canvas.palette import palette
from cnnviz.explain.glossary.terms import terms
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell
from cnnviz.ui.dialogs.glossary_picture import picture_of

SIDE = 48


def picture(frame, name, ratio=1):
    return picture_of(terms()[name].place, frame, palette("light"), SIDE, ratio)


@pytest.fixture
def frame(qapp):
    return Frame(run_of(first_example(), RunOptions(0)), Position(0, 0))


def test_it_is_half_done_where_the_word_is_seen_in_the_middle_of_a_chapter(frame):
    image = picture(frame, "crop").toImage()
    empty = palette("light").cells["empty"].rgb()
    across = range(2, image.width(), 5)
    assert all(image.pixel(x, image.height() - 2) == empty for x in across)
    assert any(image.pixel(x, 2) != empty for x in across)


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("name", ["grey", "classifier", "colour"])
def test_every_word_has_a_picture_of_the_size_or_none(qapp, name, ratio):
    frame = Frame(run_of(experiments()[name], RunOptions(0)), Position(0, 0))
    found = [one for word in terms() if (one := picture(frame, word, ratio)) is not None]
    assert len(found) > 10
    assert all(0 < max(one.width(), one.height()) <= SIDE * ratio for one in found)


def test_what_is_not_in_the_run_has_none(frame):
    assert picture(frame, "gather") is None


def test_what_is_hidden_is_not_to_be_seen(frame):
    middle = [Cell("dX", (0, 3, column, 0)) for column in range(8)] + [
        Cell("dX", (0, 4, column, 0)) for column in range(8)
    ]
    veiled = Frame(Veil(frame.timeline).over(middle), frame.position)
    assert picture(frame, "crop") is not None
    assert (
        picture(veiled, "crop") is None
        or picture(veiled, "crop").toImage() != picture(frame, "crop").toImage()
    )
