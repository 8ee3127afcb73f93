"""The lens says what the step says: every number in it is the arrays', and together they make what is written."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import runs
from run_draws import experiments, run_options

from cnnviz.explain.lenses.lens import lens
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import FUNCTIONS, Combine


@st.composite
def frames(draw):
    """Draw any frame of any run, term by term now and then."""
    run = run_of(draw(experiments()), draw(run_options()))
    position = run.at(draw(st.integers(0, len(run) - 1)))
    operations = run.step(position).operations
    if operations > 1 and draw(st.booleans()):
        position = replace(position, term=draw(st.integers(1, operations - 1)))
    return Frame(run, position)


def blocks(working):
    """Return all blocks of what is read."""
    return [*working.singles, *(block for group in working.groups for block in group.factors)]


def close(one, other):
    return one == other or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12) or one != one


def whole(frame):
    """Return the frame with its step done to the end."""
    return Frame(frame.timeline, replace(frame.position, term=None))


def check_all_is_there(frame):
    workings = lens(frame)
    read = {cell for w in workings for block in blocks(w) for tile in block.tiles for cell in tile.cells}
    written = {cell for w in workings if w.result is not None for cell in w.result.cells}
    written |= {
        cell
        for w in workings
        for group in w.groups
        if group.after
        for t in group.after.tiles
        for cell in t.cells
    }
    assert read == frame.step.reads
    assert written == frame.step.writes


@pytest.mark.some(16)
@pytest.mark.parametrize(("name", "run"), runs())
def test_no_cell_of_any_chapter_is_left_out(name, run):
    for number in range(len(run.chapters)):
        check_all_is_there(Frame(run, Position(number, 0)))


@given(frames())
def test_all_that_a_step_reads_and_writes_is_there_and_nothing_else(frame):
    check_all_is_there(frame)


@given(frames())
def test_every_cell_has_the_number_that_its_array_has(frame):
    arrays, after = frame.before, whole(frame).arrays
    fresh = {cell.array for cell in frame.step.writes}
    for working in lens(frame):
        for block in blocks(working):
            for tile in block.tiles:
                for cell in tile.cells:
                    if cell.array not in fresh:  # else it may have been written a moment ago
                        assert close(tile.value, arrays[cell.array][cell.index])
        done = [] if working.result is None else [working.result]
        for group in working.groups:
            done += group.after.tiles if group.after else ()
        for tile in done:
            (cell,) = tile.cells
            assert close(tile.value, after[cell.array][cell.index])


@given(frames())
def test_each_product_is_that_of_its_factors(frame):
    for working in lens(frame):
        for group in working.groups:
            for row, tiles in enumerate(group.products.rows if group.products else ()):
                for column, tile in enumerate(tiles):
                    if tile is not None:
                        factors = [
                            block.rows[row][column] if len([*block.tiles]) > 1 else block.rows[0][0]
                            for block in group.factors
                        ]
                        assert close(tile.value, math.prod(factor.value for factor in factors))
                        assert tile.cells == tuple(cell for factor in factors for cell in factor.cells)


@given(frames())
def test_the_terms_make_the_result(frame):
    for working in lens(frame):
        if working.result is None:
            continue
        terms = [group.total.value for group in working.groups]
        terms += [block.rows[0][0].value for block in working.singles]
        value = max(terms) if working.combine is Combine.MAX else sum(terms)
        if any(term != term for term in terms):
            value = math.nan
        value = FUNCTIONS[working.function](value) if working.function else value
        value += working.before.value if working.before else 0
        assert close(value, working.result.value)


@given(frames())
def test_where_many_cells_are_added_to_before_and_contribution_make_after(frame):
    for working in lens(frame):
        for group in working.groups:
            if group.after is None:
                continue
            contribution = group.products or next(b for b in group.factors)
            shared = len([*contribution.tiles]) == 1
            for row, tiles in enumerate(group.after.rows):
                for column, after in enumerate(tiles):
                    if after is not None:
                        added = (contribution.rows[0][0] if shared else contribution.rows[row][column]).value
                        before = group.before.rows[row][column].value if group.before else 0
                        assert close(before + added, after.value)


@given(frames())
def test_term_by_term_as_many_are_done_as_the_position_says(frame):
    tiles = []
    for working in lens(frame):
        tiles += [tile for block in working.singles for tile in block.tiles]
        for group in working.groups:
            most = max(
                (group.products or group.after or group.factors[0], *group.factors),
                key=lambda b: len([*b.tiles]),
            )
            tiles += most.tiles
    term = frame.position.term
    empty = sum(not update.terms for update in frame.step.updates)
    assert (
        sum(tile.done for tile in tiles) - empty == (frame.step.operations if term is None else term) - empty
    )


@pytest.mark.some(16)
@pytest.mark.parametrize(("name", "run"), runs())
def test_the_winners_of_a_maximum_are_marked_and_nothing_else(name, run):
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) // 2))
        tiles = [tile for w in lens(frame) for block in blocks(w) for tile in block.tiles if tile.marked]
        marked = {cell for tile in tiles for cell in tile.cells or tile.aside}
        assert marked == set(chapter.trace.highlights(frame.position.step))


@pytest.mark.some(16)
@pytest.mark.parametrize(("name", "run"), runs())
def test_cells_lie_as_in_their_array(name, run):
    for number, chapter in enumerate(run.chapters):
        for working in lens(Frame(run, Position(number, len(chapter.trace) // 3))):
            for group in working.groups:
                for block in (group.products, group.after):
                    if block is not None:
                        assert len({len(row) for row in block.rows}) == 1
                if chapter.key == "convolve":
                    _, kernel = group.factors
                    cells = np.array([tile.cells[0].index[:2] for tile in kernel.tiles])
                    assert cells.tolist() == sorted(cells.tolist())
