"""How many windows cover a cell, counted one by one, and the sentences about it."""

import numpy as np
import pytest
from gallery_frames import example, frame_at
from run_catalogue import runs

from cnnviz.explain import ledger
from cnnviz.explain.ledgers.coverage import coverage, sentences
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def at(frame, key, step=0):
    keys = [chapter.key for chapter in frame.timeline.chapters]
    return Frame(frame.timeline, Position(keys.index(key), step))


def windows_over(chapter, cell):
    """Return the rows and columns of dY that a cell's terms read, each once."""
    places = {
        factor.index[1:3]
        for step in chapter.trace
        for update in step.updates
        if update.target == cell
        for term in update.terms
        for factor in term
        if isinstance(factor, Cell) and factor.array == "dy"
    }
    return len(places)


@pytest.mark.some(2)
@pytest.mark.parametrize("way", ["scatter", "gather"])
@pytest.mark.parametrize("key", ["letter", "b"])
def test_it_is_what_counting_the_windows_gives(key, way):
    shown = example(key)
    run = run_of(shown.make(), RunOptions(0, way))
    frame = at(Frame(run, run.first), way, 3)
    target = frame.step.updates[-1].target
    found = coverage(ledger(frame, target))
    rows, columns = found.counts.shape
    for row in range(0, rows, 2):
        for column in range(columns):
            cell = Cell(target.array, (0, row, column, target.index[3]))
            assert found.counts[row, column] == windows_over(frame.chapter, cell)
    assert (found.row, found.column) == target.index[1:3]


def test_the_first_example_has_nine_in_the_middle_and_one_in_the_corner():
    found = coverage(ledger(at(frame_at("letter"), "scatter", 11), Cell("dx_pad", (0, 2, 3, 0))))
    assert (found.own, found.corner, found.most) == (9, 1, 9)
    assert found.legend == ((1, 4), (2, 8), (3, 24), (4, 4), (6, 24), (9, 36))
    assert found.ring == ((1, 1), (1, 1))


def test_the_sentences_say_how_many_and_why_the_corner_has_fewer():
    lines = ledger(at(frame_at("letter"), "scatter", 11), Cell("dx_pad", (0, 2, 3, 0)))
    said, more = sentences(lines, coverage(lines))
    assert said == "9 windows add to it; to the cell in the top left corner only 1 does."
    assert more.startswith("3 of the 9 terms are still to come; they are all 0, so the sum stays 2. ")
    assert "fewer windows" in more


def test_a_sum_of_one_step_is_no_matter_of_windows():
    frame = frame_at("letter")
    lines = ledger(frame, frame.step.updates[0].target)
    assert coverage(lines) is None
    assert sentences(lines, None) == ("10 terms, all of one step.", "")


def test_a_maximum_says_of_how_many():
    frame = frame_at("e_max")
    lines = ledger(frame, frame.step.updates[0].target)
    assert sentences(lines, coverage(lines))[0] == "The largest of 9 numbers."


def test_it_can_be_asked_of_every_chapter():
    of_the_edge = set()
    for _, run in runs():
        for number in range(len(run.chapters)):
            frame = Frame(run, Position(number, 0))
            lines = ledger(frame, frame.step.updates[0].target)
            covered = coverage(lines)
            said, more = sentences(lines, covered)
            assert said.endswith(".")
            if covered is not None:
                assert covered.own == lines.windows
                counts = covered.counts
                rim = {*counts[0], *counts[-1], *counts[:, 0], *counts[:, -1]}
                if "A cell at the edge lies under fewer" in more:
                    assert max(rim) < counts.max()
                of_the_edge.add("at the edge" in more)
                assert np.array_equal(
                    covered.counts.shape, run.chapters[number].arrays[lines.cell.array].shape[1:3]
                )
    assert of_the_edge == {True, False}
