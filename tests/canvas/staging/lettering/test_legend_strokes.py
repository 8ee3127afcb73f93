"""While one draws, a line under what is outlined says that it is the edit that has changed it."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image, number_of

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

STROKE = "changed by this edit"


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


@pytest.fixture(scope="module")
def drawn():
    """Return the run before and after a stroke in the image, which also has other weights."""

    def run_with(value):
        picture = np.where(np.eye(6)[:, :, None] == 1, value, image(1, (6, 6)))
        layer = convolved(1, 2, size=(6, 6))
        layer = replace(layer, weight=layer.weight + value)
        return run_of(Experiment((picture,), (layer,)), WAYS["window by window"])

    return run_with(0.0), run_with(1.0)


def tells_strokes(stage):
    items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    return STROKE in {item.text() for item in items}


def test_while_one_draws_it_says_what_is_outlined(stage, drawn):
    before, after = drawn
    position = Position(number_of(after, ChapterKind.CONVOLVE), 10)
    stage.resize(1221, 420)
    for earlier, told in ((before, True), (None, False), (before, True)):
        stage.set_frame(Frame(after, position, earlier=earlier))
        assert tells_strokes(stage) is told


@pytest.mark.parametrize("told", [False, True])
def test_it_says_so_as_well_where_the_stage_is_arranged_anew(stage, drawn, told):
    before, after = drawn
    number = number_of(after, ChapterKind.SCATTER)
    first, other = (Frame(after, Position(number, step), earlier=None if told else before) for step in (0, 1))
    stage.resize(1221, 420)
    stage.set_frame(first)
    scene, last = stage.scene(), Frame(after, other.position, earlier=before if told else None)
    assert first.focus != last.focus
    stage.set_frame(last)  # with another filter in hand
    assert (stage.scene(), tells_strokes(stage)) == (scene, told)
    stage.set_frame(other)
    assert tells_strokes(stage) is not told
    stage.set_frame(Frame(after, Position(number - 1, 0)))
    stage.resize(1400, 420)
    stage.set_frame(last)  # in another room
    assert (stage.scene(), tells_strokes(stage)) == (scene, told)


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.ACCUMULATE])
def test_connectors_keep_clear_of_it_when_it_changes(qtbot, stage, drawn, kind):
    before, after = drawn
    position = Position(number_of(after, kind), 4)
    stage.resize(909, 427)
    for earlier in (None, before, None):
        frame = Frame(after, position, earlier=earlier)
        stage.set_frame(frame)
        arrived = Stage(palette("light"))
        qtbot.addWidget(arrived)
        arrived.resize(909, 427)
        arrived.set_frame(frame)
        assert stage.scene().connectors == arrived.scene().connectors
        assert stage.viewport().grab().toImage() == arrived.viewport().grab().toImage()
