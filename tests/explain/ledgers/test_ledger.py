"""The ledger says what the steps say: every term of a cell, in order, with its numbers, and where it was added."""

import math
from dataclasses import replace

import numpy as np
import pytest
from gallery_frames import frame_at
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import runs
from run_draws import experiments, run_options

from cnnviz.explain import ledger
from cnnviz.explain.ledgers.line import State
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, Combine, apply, value_of


@st.composite
def asked(draw):
    """Draw a frame, now and then within a step, and a cell that its chapter writes."""
    run = run_of(draw(experiments()), draw(run_options()))
    position = run.at(draw(st.integers(0, len(run) - 1)))
    operations = run.step(position).operations
    if operations > 1 and draw(st.booleans()):
        position = replace(position, term=draw(st.integers(1, operations - 1)))
    other = run.at(draw(st.integers(run.starts[position.chapter], run.starts[position.chapter + 1] - 1)))
    cell = draw(st.sampled_from([update.target for update in run.step(other).updates]))
    return Frame(run, position), cell


def by_hand(chapter, cell):
    """Return step, operations so far in it, and term, of all that is added to a cell."""
    found = []
    for number in chapter.trace.steps_of(cell):
        count = 0
        for update in chapter.trace[number].updates:
            for term in update.terms:
                count += 1
                if update.target == cell:
                    found.append((number, count, term))
    return found


@given(asked())
def test_every_term_stands_there_with_its_numbers(drawn):
    frame, cell = drawn
    chapter, lines = frame.chapter, ledger(frame, cell)
    arrays, expected = chapter.trace.state(len(chapter.trace)), by_hand(frame.chapter, cell)
    assert len(lines) == len(expected)
    for line, (step, count, term) in zip(lines, expected, strict=True):
        values = [value_of(factor, arrays) for factor in term]
        np.testing.assert_array_equal([number.value for number in line.factors if number], values)
        np.testing.assert_array_equal(line.product.value, math.prod(values))
        assert (line.position.chapter, line.position.step) == (frame.position.chapter, step)
        if line.position.term is not None:
            assert line.position.term == count
        assert frame.timeline.nearest(line.position) == line.position


@given(asked())
def test_the_terms_add_up_to_the_cell_in_the_order_in_which_they_stand(drawn):
    frame, cell = drawn
    lines, chapter = ledger(frame, cell), frame.chapter
    arrays = {name: array.copy() for name, array in chapter.trace.state(0).items()}
    for number, step in enumerate(chapter.trace):
        apply(step, arrays)
        for line in (line for line in lines if lines.grows and line.position.step == number):
            close(line.total.value, arrays[cell.array][cell.index])
    close(lines.applied(), arrays[cell.array][cell.index])
    close(lines.result.value, arrays[cell.array][cell.index])


def close(one, other):
    np.testing.assert_allclose(one, other, 1e-12, 1e-12)


@given(asked())
def test_what_is_done_is_what_the_position_says(drawn):
    frame, cell = drawn
    lines, position = ledger(frame, cell), frame.position
    for line, (step, count, _) in zip(lines, by_hand(frame.chapter, cell), strict=True):
        term = frame.step.operations if position.term is None else position.term
        done = step < position.step or (step == position.step and count <= term)
        assert (line.state is not State.LATER) == done
        if line.state is State.NOW:
            assert step == position.step


def test_forward_sums_are_exact_to_the_bit():
    for _, run in runs():
        for number, chapter in enumerate(run.chapters):
            frame = Frame(run, Position(number, len(chapter.trace) // 2))
            for update in frame.step.updates[:3]:
                if not update.accumulate and update.combine is Combine.SUM and update.function is None:
                    lines = ledger(frame, update.target)
                    if len(lines) and chapter.phase.value == "forward":
                        assert lines.totals[-1] == lines.result.value


def test_the_scattered_gradient_of_the_first_example():
    frame = frame_at("letter")
    keys = [chapter.key for chapter in frame.timeline.chapters]
    frame = Frame(frame.timeline, Position(keys.index("scatter"), 11))
    lines = ledger(frame, Cell("dx_pad", (0, 2, 3, 0)))
    assert (lines.name, lines.places.head, lines.heads) == ("dX padded[2, 3]", "window", ("dY", "W"))
    places = "[0, 1] [0, 2] [0, 3] [1, 1] [1, 2] [1, 3] [2, 1] [2, 2] [2, 3]"
    assert " ".join(line.place.replace(" ", "") for line in lines) == places.replace(", ", ",")
    assert [line.state for line in lines] == [State.DONE] * 5 + [State.NOW] + [State.LATER] * 3
    assert [number.text for number in lines[5].factors] == ["1", "2"]
    assert (lines[5].product.text, lines[5].total.text, lines.result.text) == ("2", "2", "2")
    assert lines[5].position == frame.position


@pytest.mark.parametrize(
    ("key", "head", "first", "last"),
    [
        ("letter", "cell", "[3, 3]", "b"),
        ("b", "channel: cell", "red [2, 2]", "b[0]"),
        ("e_max", "cell", "[0, 0]", "[2, 2]"),
        ("e_max_back", "window", "[0, 0]", "[1, 1]"),
    ],
)
def test_the_first_column_says_where_a_term_is_from(key, head, first, last):
    frame = frame_at(key)
    lines = ledger(frame, frame.step.updates[0].target)
    assert (lines.places.head, lines[0].place, lines[len(lines) - 1].place) == (head, first, last)


@pytest.mark.parametrize(
    ("key", "head", "word"),
    [
        ("e_max", "largest so far", "largest"),
        ("e_average", "running sum", "total"),
        ("letter", "running sum", "total"),
        ("e_max_back", "running sum", "total"),
    ],
)
def test_what_all_terms_come_to_is_called_as_they_are_combined(key, head, word):
    frame = frame_at(key)
    lines = ledger(frame, frame.step.updates[0].target)
    assert (lines.total_head, lines.total_word) == (head, word)


@pytest.mark.parametrize("combine", Combine)
def test_there_is_a_word_for_every_way_to_combine(combine):
    frame = frame_at("letter")
    lines = ledger(frame, frame.step.updates[0].target)
    lines.update = replace(lines.update, combine=combine)
    assert lines.total_head
    assert lines.total_word


def test_lines_are_asked_for_one_by_one_or_as_a_part():
    frame = frame_at("letter")
    lines = ledger(frame, frame.step.updates[0].target)
    assert lines[2:5] == [lines[2], lines[3], lines[4]]
    assert [*lines][-1] == lines[len(lines) - 1]
