"""A copy tells a number as well as the number itself does: what is hidden is hidden in every copy."""

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.hidden import hidden_among
from cnnviz.run import RunOptions, run_of
from cnnviz.run.copies import Copies
from cnnviz.run.timeline import hides_given
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell


@pytest.fixture(scope="module")
def runs():
    return {name: run_of(experiments()[name], RunOptions(0)) for name in ("grey", "classifier")}


def hidden_of(run):
    """Return where numbers are hidden, by what the arrays are called."""
    found = {}
    for chapter in run.chapters:
        for name, array in chapter.arrays.items():
            found.setdefault(chapter.label(name), set()).update(map(tuple, np.argwhere(hidden_among(array))))
    return {label: where for label, where in found.items() if where}


def test_what_is_hidden_in_the_padded_gradient_is_hidden_where_it_is_cropped(runs):
    seen = Veil(runs["grey"]).over([Cell("dX padded", (0, 3, 4, 0)), Cell("dX padded", (0, 0, 0, 0))])
    assert hidden_of(seen) == {"dX padded": {(0, 3, 4, 0), (0, 0, 0, 0)}, "dX": {(0, 2, 3, 0)}}


def test_and_back_from_the_copy_to_what_it_is_copied_from(runs):
    assert hidden_of(Veil(runs["grey"]).over([Cell("dX", (0, 2, 3, 0))])) == {
        "dX padded": {(0, 3, 4, 0)},
        "dX": {(0, 2, 3, 0)},
    }


def test_the_image_is_hidden_with_the_padded_one_so_that_nothing_hands_it_out(runs):
    seen = Veil(runs["grey"]).over([Cell("X padded", (0, 3, 4, 0))])
    assert hidden_of(seen)["X"] == {(0, 2, 3, 0)}
    assert hides_given(seen)


def test_a_flattened_number_is_hidden_both_ways(runs):
    run = runs["classifier"]
    chapters = {chapter.key: chapter for chapter in run.chapters if "flatten" in chapter.key}
    assert len(chapters) == 2
    for chapter in chapters.values():
        update = chapter.trace[len(chapter.trace) - 1].updates[-1]
        ends = [Cell(chapter.label(cell.array), cell.index) for cell in (update.target, update.terms[0][0])]
        for end, other in (ends, reversed(ends)):
            assert other in Copies(run).with_copies([end])


def test_nothing_that_is_worked_out_is_a_copy(runs):
    for name, run in runs.items():
        for cell in (Cell("Y", (0, 1, 2, 0)), Cell("W", (0, 0, 0, 0)), Cell("Y1", (0, 1, 2, 0))):
            assert Copies(run).with_copies([cell]) == {cell}, name


def test_copies_hold_the_same_numbers_on_the_whole_way(runs):
    for run in runs.values():
        values = {}
        for chapter in run.chapters:
            for name, array in chapter.arrays.items():
                values[chapter.label(name)] = array
        for label, array in values.items():
            cell = Cell(label, tuple(size // 2 for size in array.shape))
            alike = {float(values[one.array][one.index]) for one in Copies(run).with_copies([cell])}
            assert len(alike) == 1, label
