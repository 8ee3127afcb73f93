"""From the loss on the stage says in one line why the number is there, also in a small window, and whole."""

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, experiments

from cnnviz.canvas.lens.ways.nodes import Note
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.remarks import remark
from cnnviz.gallery.first_example import first_example
from cnnviz.qt import QGraphicsSimpleTextItem
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

SMALL, USUAL = (925, 395), (1181, 427)
MADE = {"first": first_example, "classifier": lambda: experiments()["classifier"]}
BY_HEADING = {ChapterKind.ACCUMULATE, ChapterKind.SCATTER, ChapterKind.LINEAR_WEIGHT}
"""What the heading says why of: there their lenses have not always room for it."""


def read(scene):
    """Return what is written in the lens: of what begins at the same place from above to below."""
    items = [item for item in scene.items() if isinstance(item, QGraphicsSimpleTextItem)]
    seen = [item for item in items if item.isVisible() and item.text()]
    seen = [item for item in seen if scene.lens.rect.contains(item.sceneBoundingRect().center())]
    return " ".join(item.text() for item in sorted(seen, key=lambda item: (item.x(), item.y())))


@pytest.mark.parametrize("room", [SMALL, USUAL], ids=["small", "usual"])
@pytest.mark.parametrize("name", MADE)
def test_it_stands_in_the_lens(new_stage, name, room):
    stage, run, told = new_stage(*room), run_of(MADE[name](), WAYS["window by window"]), 0
    for number, chapter in enumerate(run.chapters):
        if chapter.phase is Phase.FORWARD or chapter.kind in BY_HEADING:
            continue
        rects = set()
        for step in sorted({0, len(chapter.trace) // 2, len(chapter.trace) - 1}):
            frame = Frame(run, Position(number, step))
            stage.set_frame(frame)
            scene, said = stage.scene(), remark(frame).said
            rects.add(tuple(scene.lens.rect.getRect()))
            assert said, chapter.key
            assert said in read(scene), (chapter.key, said)
            for put in scene.lens.face.puts:
                if isinstance(put.node, Note):
                    assert put.x + put.width <= scene.lens.rect.right()
            told += 1
        assert len(rects) == 1, chapter.key  # nothing jumps
    assert told > 10


def test_a_tie_is_told_whole_wherever_one_comes_from(new_stage):
    picture = np.zeros((4, 4, 1))
    picture[:2, :2, 0] = [[1, 2], [3, 4.5]]
    run = run_of(Experiment((picture,), (MaxPooling(ties="split"),)))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.MAX_POOL)
    stage, rects = new_stage(*SMALL), set()
    for step in (0, 1):  # the first window has no tie, the second one is nothing else
        frame = Frame(run, Position(number, step))
        stage.set_frame(frame)
        assert remark(frame).said in read(stage.scene())
        rects.add(tuple(stage.scene().lens.rect.getRect()))
    assert "Four cells hold" in remark(frame).said
    assert len(rects) == 1


def test_what_changes_is_told_whole_wherever_one_comes_from(new_stage):
    picture = np.zeros((6, 6, 1))
    dy = np.zeros((1, 4, 4, 1))
    dy[0, 1, 2, 0] = 1.0
    loss = Loss("typed", values=(dy[0],))
    run = run_of(Experiment((picture,), (convolved(1, 1, size=(6, 6)),), "", loss))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.SCATTER)
    stage = new_stage(901, 427)
    for step in (0, 6):
        frame = Frame(run, Position(number, step))
        stage.set_frame(frame)
        assert remark(frame).said in read(stage.scene()), remark(frame).said
    assert "cells change" in remark(frame).said
