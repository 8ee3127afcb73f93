"""What a max pooling routes where: the masks of its windows, and the zeros of the cells that win nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pooling_cases import cases
from trace_laws import obeys

from cnnviz.engine import max_mask, max_pool2d
from cnnviz.trace.pooling.forward import MaxPoolForward
from cnnviz.trace.pooling.gradient import MaxPoolBackward
from cnnviz.trace.pooling.windows import PoolSettings
from cnnviz.trace.pooling.winners import winners
from cnnviz.trace.steps import Cell, Const

TIES = st.sampled_from(["first", "all", "split"])


def upstream(case):
    return case.dy(max_pool2d(case.x, case.kernel, **case.window))


@given(cases(dilated=True), TIES)
def test_the_way_back_visits_the_window_that_the_way_forward_read(case, ties):
    x_pad = case.padded(-np.inf)
    there = MaxPoolForward(x_pad, case.settings, ties)
    back = MaxPoolBackward(upstream(case), x_pad, case.settings, ties)
    for n, step in enumerate(back):
        window = [cell.index for (cell,) in there[n].updates[0].terms]
        assert [update.target.index for update in step.updates] == window
        assert [update.aside for update in step.updates] == [(Cell("x_pad", index),) for index in window]
        assert [cell.index for cell in there[n].updates[0].aside] == window
        assert back.highlights(n) == there.highlights(n)
        assert back.tied(n) == there.tied(n)


@given(cases(dilated=True), TIES)
def test_a_mask_is_what_the_rule_makes_of_its_window(case, ties):
    """Zeros, a single 1 or shares that come to 1; with every cell that ties a 1 each."""
    x_pad = case.padded(-np.inf)
    trace = MaxPoolBackward(upstream(case), x_pad, case.settings, ties)
    for n, step in enumerate(trace):
        masks = {update.aside[0]: update.terms[0][-1] for update in step.updates}
        assert all(isinstance(mask, Const) and mask.of == "mask" for mask in masks.values())
        won = set(trace.highlights(n))
        assert {cell for cell, mask in masks.items() if mask.value} == won
        if won:
            total = sum(mask.value for mask in masks.values())
            assert total == pytest.approx(len(won) if ties == "all" else 1)


@given(cases(dilated=True))
def test_who_ties_is_who_would_get_something_by_another_rule(case):
    x_pad = case.padded(-np.inf)
    first, all_ = (MaxPoolForward(x_pad, case.settings, ties) for ties in ("first", "all"))
    for n in range(len(first)):
        assert set(first.tied(n)) == set(all_.highlights(n)) - set(first.highlights(n))
        assert all_.tied(n) == ()


@given(cases(dilated=True), TIES)
def test_every_cell_under_a_window_is_finished_at_the_end(case, ties):
    """Those that got nothing too, and in the mask as well: nothing that has been looked at is left blank."""
    x_pad = case.padded(-np.inf)
    covered = np.zeros(x_pad.shape, bool)
    there = MaxPoolForward(x_pad, case.settings, ties)
    for step in there:
        for cell in step.reads:
            covered[cell.index] = True
    back = MaxPoolBackward(upstream(case), x_pad, case.settings, ties)
    np.testing.assert_array_equal(back.progress(len(back))["dx_pad"], np.where(covered, 2, 0))
    np.testing.assert_array_equal(there.progress(len(there))["mask"], np.where(covered, 2, 0))


@given(cases(dilated=True), TIES)
def test_a_mask_grows_with_its_windows_and_never_counts(case, ties):
    """A cell has the largest share that it has won so far, and is as far as the windows over it."""
    x_pad = case.padded(-np.inf)
    trace = MaxPoolForward(x_pad, case.settings, ties)
    back = MaxPoolBackward(upstream(case), x_pad, case.settings, ties)
    mask = np.zeros(x_pad.shape)
    for n in range(len(trace) + 1):
        np.testing.assert_array_equal(trace.state(n)["mask"], mask)
        np.testing.assert_array_equal(trace.progress(n)["mask"], back.progress(n)["dx_pad"])
        if n < len(trace):
            for update in back[n].updates:
                index = update.target.index
                mask[index] = max(mask[index], update.terms[0][-1].value)
    assert mask.max() <= 1
    if case.settings.channels is None:
        np.testing.assert_array_equal(trace.asides["mask"], mask)


@given(cases(dilated=True), TIES, st.sampled_from([np.nan, np.inf, -np.inf]))
def test_a_mask_of_0_stops_everything(case, ties, odd):
    dy = upstream(case)
    dy.flat[:: max(dy.size // 3, 1)] = odd
    trace = MaxPoolBackward(dy, case.padded(-np.inf), case.settings, ties)
    obeys(trace)


def test_a_mask_by_hand():
    """The 5 wins two windows of four: a 1, no 2; after the first window the third column is still blank."""
    x = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 0.0], [7.0, 6.0, 8.0]]).reshape(1, 3, 3, 1)
    trace = MaxPoolForward(x, PoolSettings(2, stride=1))
    assert trace.asides["mask"][0, :, :, 0].tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 1]]
    assert trace.progress(1)["mask"][0, :, :, 0].tolist() == [[2, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert trace.touching(Cell("mask", (0, 1, 1, 0))) == range(4)


def test_two_that_tie_by_the_rule_of_the_first():
    x = np.array([2.0, 7.0, 7.0, np.nan]).reshape(1, 1, 4, 1)
    trace = MaxPoolBackward(np.full((1, 1, 1, 1), 3.0), x[:, :, :3], PoolSettings((1, 3)))
    assert trace.highlights(0) == (Cell("x_pad", (0, 0, 1, 0)),)
    assert trace.tied(0) == (Cell("x_pad", (0, 0, 2, 0)),)
    nan = MaxPoolForward(x, PoolSettings((1, 4)))
    assert nan.highlights(0) == (Cell("x_pad", (0, 0, 3, 0)),)
    assert nan.tied(0) == ()


def test_a_mask_is_looked_up_as_it_is_found():
    x = np.random.default_rng(3).integers(0, 2, (1, 4, 4, 2)).astype(float)
    won = winners(x, PoolSettings(2, stride=2), "split")
    for h, w, c in np.ndindex(2, 2, 2):
        rows, columns = np.mgrid[2 * h : 2 * h + 2, 2 * w : 2 * w + 2].reshape(2, -1)
        at = (*map(np.array, (h, w, c)), rows, columns)
        window = x[0, rows, columns, c]
        np.testing.assert_array_equal(won[at], np.array(max_mask(window, "split"), float))
