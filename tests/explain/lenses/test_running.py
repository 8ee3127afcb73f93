"""A sum that is followed: after each term it is what the step has written by then, to the last bit."""

import numpy as np
import pytest
from run_catalogue import WAYS, experiments

from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.lenses.running import PAGE
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def runs():
    return {
        name: run_of(experiments()[name], WAYS["window by window"])
        for name in ("grey", "classifier", "means")
    }


def followed(run):
    """Yield positions in the middle of sums, and at their ends, with the update that is written there."""
    for number, chapter in enumerate(run.chapters):
        step = len(chapter.trace) // 2
        updates = chapter.trace[step].updates
        count = len(updates[0].terms)
        if len(updates) == 1 and count >= 3:
            for term in (1, 2, count // 2, count - 1, None):
                yield Position(number, step, term), updates[0], term or count


def same(one, other):
    return np.array_equal(one, other, equal_nan=True)


@pytest.mark.parametrize("name", ["grey", "classifier", "means"])
def test_after_each_term_it_is_what_is_written(runs, name):
    seen = 0
    for position, update, done in followed(runs[name]):
        frame = Frame(runs[name], position, by_terms=True)
        (working,) = lens(frame)
        running = working.running
        tiles = list(running.sums.tiles)
        now = tiles[done - 1 - running.first]
        written = float(frame.arrays[update.target.array][update.target.index])
        if update.function is None or position.term is not None:
            exact = (
                working.result.value if position.term is None else written
            )  # whole, the engine sums a gradient faster
            assert same(now.value, exact), (position, update)
            assert now.value == pytest.approx(written, abs=1e-12, nan_ok=True)
        assert (running.number, running.terms) == (done, len(update.terms))
        assert [tile.done for tile in tiles] == [running.first + at < done for at in range(len(tiles))]
        assert len(tiles) == min(PAGE, running.terms - running.first)
        assert running.term.cells == now.cells
        if done > 1:
            before = Frame(runs[name], Position(position.chapter, position.step, done - 1))
            assert same(running.so_far.value, float(before.arrays[update.target.array][update.target.index]))
        seen += 1
    assert seen >= 10


def test_it_is_there_where_one_goes_by_terms_and_nowhere_else(runs):
    position, *_ = next(followed(runs["grey"]))
    whole = Position(position.chapter, position.step)
    assert lens(Frame(runs["grey"], whole))[0].running is None
    assert lens(Frame(runs["grey"], whole, by_terms=True))[0].running is not None
    assert lens(Frame(runs["grey"], position))[0].running is not None
