"""Cells that no window reads are crossed on the way forward and back, and it says what that means."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.experiment.document import Experiment
from cnnviz.explain.hovering import hover_note
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

WORDS, WAITS = "no window reads it", "not reached yet"


def frame_of(kind, step, **window):
    layer = convolved(1, 1, size=(8, 8), padding="same", padding_mode="reflect", **window)
    run = run_of(Experiment((image(1, (8, 8)),), (layer,)), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    return Frame(run, Position(number, step % len(run.chapters[number].trace)))


def said(stage):
    items = stage.scene().items()
    return {i.text() for i in items if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()}


@pytest.mark.parametrize(
    ("kind", "name"), [(ChapterKind.CONVOLVE, "x_pad0"), (ChapterKind.SCATTER, "dx_pad0")]
)
def test_what_is_left_over_is_crossed_and_said(new_stage, kind, name):
    stage, frame = new_stage(1221, 420), frame_of(kind, -1, stride=(2, 2), dilation=(2, 2))
    stage.set_frame(frame)
    grid, trace = stage.scene().grids[name], frame.chapter.trace
    read = np.zeros(grid.unread.shape, bool)
    for step in trace:
        for cell in (*step.reads, *step.writes):
            if cell.array == name[:-1]:
                read[cell.index[1:3]] = True
    np.testing.assert_array_equal(grid.unread, ~read)
    assert read.sum() == 36
    assert (grid.progress == FINISHED).all()
    assert WORDS in said(stage)
    assert WAITS not in said(stage)  # in the last step


def test_what_a_window_comes_to_waits_and_is_not_crossed(new_stage):
    stage, frame = new_stage(1221, 420), frame_of(ChapterKind.SCATTER, 0, stride=(2, 2), dilation=(2, 2))
    stage.set_frame(frame)
    grid = stage.scene().grids["dx_pad0"]
    assert grid.progress[10, 10] == UNTOUCHED
    assert not grid.unread[10, 10]
    assert {WORDS, WAITS} <= said(stage)


@pytest.mark.parametrize("room", [(1221, 427), (925, 395), (861, 427)])
@pytest.mark.parametrize("at", [2, -1])
def test_beside_three_channels_it_is_said_in_whatever_room_there_is(new_stage, room, at):
    stage, layer = new_stage(*room), convolved(3, 2, size=(8, 8), padding="valid", stride=(2, 2))
    run = run_of(Experiment((image(3, (8, 8)),), (layer,)), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.CONVOLVE)
    for step in (len(run.chapters[number].trace) - 1, 2):  # what waits has its place when nothing waits, too
        stage.set_frame(Frame(run, Position(number, step)))
    stage.set_frame(Frame(run, Position(number, at % len(run.chapters[number].trace))))
    words = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    told = [i.sceneBoundingRect() for i in words if i.text().endswith(WORDS)]
    assert told
    for rect in told:
        assert not any(rect.intersects(i.sceneBoundingRect()) for i in words if not i.text().endswith(WORDS))


def test_where_nothing_is_left_over_nothing_is_said_of_it(new_stage):
    stage = new_stage(1221, 420)
    stage.set_frame(frame_of(ChapterKind.SCATTER, 5))
    assert WAITS in said(stage)
    assert WORDS not in said(stage)


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [(ChapterKind.CONVOLVE, "x_pad", WORDS), (ChapterKind.SCATTER, "dx_pad", f"{WORDS}: it stays 0")],
)
def test_the_note_at_the_pointer_says_why_nothing_happens_there(kind, name, words):
    frame = frame_of(kind, 3, stride=(2, 2), dilation=(2, 2))
    assert hover_note(frame, Cell(name, (0, 1, 1, 0))).summary == words
