"""Pooling forward and backward as steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pooling_cases import cases
from trace_laws import obeys, refuses

from cnnviz.engine import (
    avg_pool2d,
    avg_pool2d_backward,
    max_mask,
    max_pool2d,
    max_pool2d_backward,
    pad2d_backward,
)
from cnnviz.trace.pooling.forward import AvgPoolForward, MaxPoolForward
from cnnviz.trace.pooling.gradient import AvgPoolBackward, MaxPoolBackward
from cnnviz.trace.pooling.windows import PoolSettings
from cnnviz.trace.pooling.winners import winners
from cnnviz.trace.steps import Cell, Const


def only_followed(case, dy):
    channels = case.follow["channels"]
    if channels is not None:
        dy = np.where(np.isin(np.arange(dy.shape[3]), channels), dy, 0)
    return dy[case.own]


@given(cases(dilated=True))
def test_max_forward(case):
    trace = MaxPoolForward(case.padded(-np.inf), case.settings)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["y"], max_pool2d(case.x, case.kernel, **case.window))


@given(cases(dilated=True), st.sampled_from(["first", "all", "split"]))
def test_max_backward(case, ties):
    dy = case.dy(max_pool2d(case.x, case.kernel, **case.window))
    trace = MaxPoolBackward(dy, case.padded(-np.inf), case.settings, ties)
    obeys(trace)
    expected = max_pool2d_backward(
        only_followed(case, dy), case.x[case.own], case.kernel, **case.window, ties=ties
    )
    dx = pad2d_backward(trace.outputs["dx_pad"], case.window["padding"])[case.own]
    np.testing.assert_allclose(dx, expected, 1e-12, 1e-13)


@given(cases(dilated=True, values=("normal", "ties")), st.sampled_from(["first", "all"]))
def test_winners_of_a_window(case, ties):
    trace = MaxPoolForward(case.padded(-np.inf), case.settings, ties)
    (top, _), (left, _) = case.window["padding"]
    for n, step in enumerate(trace):
        cells = [
            cell
            for (cell,) in step.updates[0].terms
            if top <= cell.index[1] < top + case.x.shape[1] and left <= cell.index[2] < left + case.x.shape[2]
        ]
        values = [trace.inputs["x_pad"][cell.index] for cell in cells]
        mask = max_mask(values, ties) if cells else []
        assert trace.highlights(n) == tuple(cell for cell, won in zip(cells, mask, strict=True) if won)


@given(cases(dilated=True), st.sampled_from(["first", "all", "split"]))
def test_winners_are_found_once(case, ties):
    """Those that somebody has found for all channels serve both ways, whatever is followed."""
    x_pad = case.padded(-np.inf)
    won = winners(x_pad, case.settings, ties)
    dy = case.dy(max_pool2d(case.x, case.kernel, **case.window))
    for plain, given_them in (
        (MaxPoolForward(x_pad, case.settings, ties), MaxPoolForward(x_pad, case.settings, ties, won=won)),
        (
            MaxPoolBackward(dy, x_pad, case.settings, ties),
            MaxPoolBackward(dy, x_pad, case.settings, ties, won=won),
        ),
    ):
        assert given_them.winners is won
        assert list(given_them) == list(plain)
        assert [given_them.highlights(n) for n in range(len(plain))] == [
            plain.highlights(n) for n in range(len(plain))
        ]
        for name, array in plain.state(len(plain) // 2).items():
            np.testing.assert_array_equal(given_them.state(len(plain) // 2)[name], array)


def test_winners_of_other_images_are_refused():
    x = np.zeros((2, 4, 4, 1))
    won = winners(x, PoolSettings(2), "first")
    refuses(MaxPoolForward, x, PoolSettings(2), "all", won=won, match="ties 'first', not of .* and 'all'")
    refuses(MaxPoolForward, x, PoolSettings(2, sample=1), won=won, match="sample 0")
    refuses(MaxPoolForward, x[:1], PoolSettings(2), won=won, match=r"shape \(2, 4, 4, 1\)")


def test_a_mean_has_no_dilation():
    x = np.zeros((1, 4, 4, 1))
    for kind, given_it in ((AvgPoolForward, (x,)), (AvgPoolBackward, (x[:, :2, :2], x.shape))):
        refuses(kind, *given_it, PoolSettings(2, dilation=(1, 2)), match=r"dilation \(1, 2\) is not 1")


@given(cases(), st.booleans())
def test_average_forward(case, include):
    common = {**case.window, "count_include_pad": include}
    trace = AvgPoolForward(case.padded(0), case.settings, include)
    obeys(trace, exact=True)
    np.testing.assert_allclose(trace.outputs["y"], avg_pool2d(case.x, case.kernel, **common), 1e-12, 1e-13)


@given(cases(), st.booleans())
def test_average_backward(case, include):
    common = {**case.window, "count_include_pad": include}
    dy = case.dy(avg_pool2d(case.x, case.kernel, **common))
    trace = AvgPoolBackward(dy, case.padded(0).shape, case.settings, include)
    obeys(trace)
    expected = avg_pool2d_backward(only_followed(case, dy), case.x[case.own].shape, case.kernel, **common)
    dx = pad2d_backward(trace.outputs["dx_pad"], case.window["padding"])[case.own]
    np.testing.assert_allclose(dx, expected, 1e-12, 1e-13)


def test_a_clipped_window_divides_by_what_it_holds():
    trace = AvgPoolForward(np.ones((1, 3, 3, 1)), PoolSettings(2, stride=2, ceil_mode=True))
    labels = [step.updates[0].terms[0][1] for step in trace]
    assert labels == [Const(0.25, "1/4"), Const(0.5, "1/2"), Const(0.5, "1/2"), Const(1.0, "1/1")]
    np.testing.assert_array_equal(trace.state(4)["y"], np.ones((1, 2, 2, 1)))


def test_overlapping_windows_add_up_at_their_common_maximum():
    x = np.zeros((1, 3, 3, 1))
    x[0, 1, 1, 0] = 1
    trace = MaxPoolBackward(np.ones((1, 2, 2, 1)), x, PoolSettings(2, stride=1))
    assert trace.outputs["dx_pad"][0, 1, 1, 0] == 4
    assert trace.steps_of(Cell("dx_pad", (0, 1, 1, 0))) == range(4)
    assert trace.progress(3)["dx_pad"][0, 1, 1, 0] == 1


@pytest.mark.parametrize(("ties", "shares"), [("first", [1, 0]), ("all", [1, 1]), ("split", [0.5, 0.5])])
def test_ties(ties, shares):
    trace = MaxPoolBackward(np.full((1, 1, 1, 1), 3.0), np.ones((1, 1, 2, 1)), PoolSettings((1, 2)), ties)
    np.testing.assert_array_equal(trace.outputs["dx_pad"].ravel(), np.multiply(shares, 3))
    constants = [f.label for u in trace[0].updates for f in u.terms[0] if isinstance(f, Const)]
    assert constants == [{0: "0", 1: "1", 0.5: "1/2"}[share] for share in shares]


def test_of_several_nan_the_last_wins():
    x = np.array([np.nan, 2.0, np.nan, 1.0]).reshape(1, 2, 2, 1)
    trace = MaxPoolBackward(np.ones((1, 1, 1, 1)), x, PoolSettings(2))
    np.testing.assert_array_equal(trace.outputs["dx_pad"].ravel(), [0, 0, 1, 0])
    assert MaxPoolForward(x, PoolSettings(2)).highlights(0) == (Cell("x_pad", (0, 1, 0, 0)),)
    both = MaxPoolForward(x, PoolSettings(2), "all").highlights(0)
    assert both == (Cell("x_pad", (0, 0, 0, 0)), Cell("x_pad", (0, 1, 0, 0)))


def test_refusals():
    x = np.zeros((1, 4, 4, 1))
    refuses(MaxPoolForward, x, PoolSettings(2, padding=2), match="nothing but padding")
    refuses(MaxPoolForward, x, PoolSettings(2, channels=(3,)), match=r"channels \(3,\) are not some of 1")
    refuses(MaxPoolBackward, x, x, PoolSettings(2), match="dy of shape")
    refuses(MaxPoolBackward, x[:, :2, :2], x, PoolSettings(2), ties="last", match="ties 'last'")
