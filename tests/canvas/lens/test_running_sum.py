"""Term by term the lens has a row of sums, one after each term, that fills and stays where it is."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, experiments

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.run.compute import run_of
from cnnviz.run.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def run():
    return run_of(experiments()["grey"], WAYS["window by window"])


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    made.resize(1300, 600)
    return made


def rows(stage):
    """Return the grids of the row of sums."""
    face = stage.scene().lens.face
    return [grid for put, grid in face.grids.items() if put.node.slot.part is Part.RUNNING]


def said(stage):
    items = [item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    return [item.text() for item in items if item.isVisible() and item.text()]


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
    for heading in ("running sum", "sum so far", "product 4", "sum now"):
        assert heading in words
    stage.set_frame(Frame(run, Position(1, 20), by_terms=True))
    words = said(stage)
    assert "sum now" not in words
    assert "Y[2, 6]" in words


def test_window_by_window_there_is_none(stage, run):
    stage.set_frame(Frame(run, Position(1, 20)))
    assert not rows(stage)
    stage.set_frame(Frame(run, Position(1, 20), by_terms=True))
    assert rows(stage)


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
        row = rows(stage)
        if row:
            assert np.isfinite(row[0].values).all()
