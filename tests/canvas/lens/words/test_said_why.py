"""From the loss on the stage says in one line why the number is there, also in a small window, and whole."""

import numpy as np
import pytest
from run_catalogue import WAYS, experiments

from cnnviz.canvas.lens.ways.nodes import Note
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling
from cnnviz.explain.lenses.remarks import remark
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.qt import QGraphicsSimpleTextItem
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

SMALL, USUAL = (925, 395), (1181, 427)
MANY = ChapterKind.SCATTER, ChapterKind.ACCUMULATE, ChapterKind.LINEAR_WEIGHT
MADE = {"first": first_example, "classifier": lambda: experiments()["classifier"]}


def read(scene):
    """Return what is written in the lens: of what begins at the same place from above to below."""
    items = [item for item in scene.items() if isinstance(item, QGraphicsSimpleTextItem)]
    seen = [item for item in items if item.isVisible() and item.text()]
    seen = [item for item in seen if scene.lens.rect.contains(item.sceneBoundingRect().center())]
    return " ".join(item.text() for item in sorted(seen, key=lambda item: (item.x(), item.y())))


@pytest.mark.some(1)
@pytest.mark.parametrize("room", [SMALL, USUAL], ids=["small", "usual"])
@pytest.mark.parametrize("name", MADE)
def test_it_stands_in_the_lens(new_stage, name, room):
    stage, run, told = new_stage(*room), run_of(MADE[name](), WAYS["window by window"]), 0
    for number, chapter in enumerate(run.chapters):
        if chapter.phase is Phase.FORWARD:
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


FRAMED = (909, 355), (1165, 387)
"""Of such windows whose frame and title are part of their size."""


@pytest.mark.some(2)
@pytest.mark.parametrize("room", [SMALL, USUAL, *FRAMED])
@pytest.mark.parametrize("made", [first_example, classifier])
def test_where_many_cells_are_added_to_it_says_why_also_where_all_is_0(new_stage, made, room):
    stage, run, told = new_stage(*room), run_of(made(), WAYS["window by window"]), set()
    for number, chapter in enumerate(run.chapters):
        if chapter.kind not in MANY:
            continue
        rects = set()
        for step in range(0, len(chapter.trace), max(len(chapter.trace) // 12, 1)):
            frame = Frame(run, Position(number, step))
            stage.set_frame(frame)
            said = remark(frame).said
            assert said in read(stage.scene()), (chapter.key, said)
            rects.add(tuple(stage.scene().lens.rect.getRect()))
            told.add((chapter.kind, " is 0: " in said))
        assert len(rects) == 1, chapter.key
    assert {(kind, zero) for kind in MANY[:2] for zero in (True, False)} <= told


def test_beside_the_last_line_it_leaves_the_way_of_what_leads_on(new_stage):
    stage, run = new_stage(*SMALL), run_of(classifier(), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACCUMULATE)
    stage.set_frame(Frame(run, Position(number, 12)))
    face = stage.scene().lens.face
    (note,) = (put for put in face.puts if isinstance(put.node, Note))
    boxes = [put for put in face.grids if put.y < note.y + note.height and note.y < put.y + put.height]
    assert note.node.beside
    assert boxes
    assert all(note.x + note.width < put.x for put in boxes)
