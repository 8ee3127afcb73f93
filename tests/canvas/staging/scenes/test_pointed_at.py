"""Where everything stands elsewhere, in another size, what is pointed at is outlined there."""

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of

from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

CELL = Cell("x_pad", (0, 3, 3, 0))


@pytest.fixture(scope="module")
def frame():
    run = run_of(first_example(), RunOptions(0))
    keys = [chapter.key for chapter in run.chapters]
    return Frame(run, Position(keys.index("convolve"), 9))


@pytest.fixture
def stage(new_stage, frame):
    made = new_stage(1000, 500, shown=True)
    made.set_frame(frame)
    return made


def point(stage, at):
    """Move the mouse; the event itself is sent, since a cursor tells nothing where it has been left by other tests."""
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(stage.viewport(), move)
    QApplication.processEvents()


def picture(stage):
    return pixels_of(stage.viewport().grab().toImage())


def outlines(stage):
    """Return which pixels of the stage look otherwise than they do while nothing is pointed at."""
    now = picture(stage)
    stage.hover(None)
    return (now != picture(stage)).any(axis=2)


@pytest.mark.parametrize("size", [(1300, 500), (1000, 430)])
def test_it_stays_outlined(stage, new_stage, frame, size):
    stage.hover(CELL)
    stage.resize(*size)
    other = new_stage(*size, shown=True)
    other.set_frame(frame)
    other.hover(CELL)
    QApplication.processEvents()
    seen, due = outlines(stage), outlines(other)
    assert due.any()
    np.testing.assert_array_equal(seen, due)


def test_it_is_what_is_under_the_pointer_now(stage):
    heard = []
    stage.cell_hovered.connect(heard.append)
    place = stage.cell_centre(CELL)
    point(stage, place)
    assert heard == [CELL]
    stage.resize(1300, 700)
    assert heard[1:] == [stage.cell_at(place)]
    assert heard[1] != CELL


def test_of_a_product_of_the_lens_the_factors_stay_outlined(stage):
    plain, term = picture(stage), []
    stage.term_hovered.connect(term.append)
    lens = stage.mapFromScene(stage.scene().lens.rect).boundingRect()
    for x in range(lens.left(), lens.right(), 15):
        point(stage, QPoint(x, lens.center().y()))
        if term and term[-1] and (picture(stage) != plain).any():
            break
    before = picture(stage)
    assert term[-1]
    assert (before != plain).any()
    stage.set_magnification(1.0)
    np.testing.assert_array_equal(picture(stage), before)
