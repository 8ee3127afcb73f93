"""Term by term the lens has a row of sums, one after each term, that fills and stays where it is."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, experiments

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.slots import Part, blocks_of
from cnnviz.canvas.lens.words import heading, headings
from cnnviz.explain.lenses.lens import lens
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def run():
    return run_of(experiments()["grey"], WAYS["window by window"])


@pytest.fixture
def stage(new_stage):
    return new_stage(1300, 600)


def rows(stage):
    """Return the grids of the row of sums."""
    face = stage.scene().lens.face
    return [grid for put, grid in face.grids.items() if put.node.slot.part is Part.RUNNING]


def texts(stage):
    items = [item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    return [item for item in items if item.isVisible() and item.text()]


def said(stage):
    return [item.text() for item in texts(stage)]


def test_the_row_fills_and_nothing_moves(stage, run):
    places, filled = set(), []
    for term in (1, 4, 9, None):
        stage.set_frame(Frame(run, Position(1, 20, term), by_terms=True))
        (row,) = rows(stage)
        places.add((row.sceneBoundingRect().getRect(), stage.scene().lens.rect.getRect()))
        filled.append(int((row.progress == FINISHED).sum()))
        assert ((row.progress == FINISHED) | (row.progress == UNTOUCHED)).all()
    assert len(places) == 1
    assert filled == [1, 4, 9, 10]


def test_beside_the_row_stands_what_is_added_now(stage, run):
    stage.set_frame(Frame(run, Position(1, 20, 4), by_terms=True))
    words = said(stage)
    for title in ("running sum", "sum so far", "product 4", "sum now"):
        assert title in words
    stage.set_frame(Frame(run, Position(1, 20), by_terms=True))
    words = said(stage)
    assert "sum now" not in words
    assert "Y[2, 6]" in words


def test_window_by_window_there_is_none(stage, run):
    stage.set_frame(Frame(run, Position(1, 20)))
    assert not rows(stage)
    stage.set_frame(Frame(run, Position(1, 20), by_terms=True))
    assert rows(stage)


@pytest.mark.some(4)
@pytest.mark.parametrize("size", [(1300, 600), (940, 420), (700, 330)])
@pytest.mark.parametrize("name", ["grey", "colour", "classifier", "means"])
def test_at_all_sizes_what_is_added_is_there_and_nothing_lies_over_another(stage, size, name):
    made = run_of(experiments()[name], WAYS["window by window"])
    stage.resize(*size)
    for number, chapter in enumerate(made.chapters):
        middle = chapter.trace[len(chapter.trace) // 2].updates
        if len(middle) > 1 or len(middle[0].terms) < 3:
            continue
        stage.set_frame(Frame(made, Position(number, len(chapter.trace) // 2, 2)))
        face = stage.scene().lens.face
        shown = {put.node.slot.part: grid.sceneBoundingRect() for put, grid in face.grids.items()}
        assert {Part.SO_FAR, Part.TERM, Part.RESULT} <= set(shown), chapter.key
        rects = [face.block_rect(put) for put in face.grids if put.node.slot in face.blocks]
        for one, rect in enumerate(rects):
            assert stage.scene().lens.rect.contains(rect)
            assert not any(rect.intersects(other) for other in rects[one + 1 :]), chapter.key
        words = [item.sceneBoundingRect() for item in texts(stage)]
        for one, rect in enumerate(words):
            assert not any(rect.intersects(other) for other in words[one + 1 :]), chapter.key
        row = rows(stage)
        if row:
            assert np.isfinite(row[0].values).all()


@pytest.mark.parametrize("name", ["grey", "colour"])
def test_there_is_room_for_what_stands_over_the_numbers_at_every_term(qapp, name):
    made = run_of(experiments()[name], WAYS["window by window"])
    step = len(made.chapters[1].trace) // 2
    whole = Frame(made, Position(1, step), by_terms=True)
    (working,) = lens(whole)
    room = {
        slot: max(words_width(words) for words in headings(whole, working, slot, block))
        for slot, block in blocks_of((working,)).items()
    }
    for term in range(1, whole.step.operations):
        frame = Frame(made, Position(1, step, term))
        (working,) = lens(frame)
        for slot, block in blocks_of((working,)).items():
            assert words_width(heading(frame, working, slot, block)) <= room[slot] + 1, (term, slot)
