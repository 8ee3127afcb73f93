"""What is drawn of the losses: scales with round numbers, gaps for what is no number, and the marks."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnnviz.ui.cards.training.loss_curve import curve, why_not_logarithmic

LOSSES = st.lists(st.one_of(st.none(), st.floats()), min_size=1, max_size=40)


def test_a_logarithmic_scale_has_the_powers_of_ten_and_the_losses_by_their_logarithms():
    drawn = curve([4.53, 1.24, 0.0066], 1)
    assert drawn.upwards == [(-2, "0.01"), (-1, "0.1"), (0, "1")]
    assert drawn.runs == [[(0, math.log10(4.53)), (1, math.log10(1.24)), (2, math.log10(0.0066))]]
    assert drawn.goal == pytest.approx(math.log10(0.0453))
    assert drawn.now == (math.log10(1.24), "1.24")


def test_a_loss_is_written_as_everywhere():
    assert [curve([loss], 0).now[1] for loss in (38.024, 0.05249)] == ["38.02", "0.052"]


def test_a_linear_scale_begins_at_0():
    drawn = curve([4.0, 1.0], 0, log=False)
    assert drawn.low < 0 < drawn.high
    assert [text for _, text in drawn.upwards] == ["0", "1", "2", "3", "4"]
    assert drawn.runs == [[(0, 4.0), (1, 1.0)]]


def test_what_is_not_above_0_has_no_logarithm_and_is_drawn_as_it_is():
    assert why_not_logarithmic([1.0, 0.0]) == "a logarithm needs losses above 0"
    assert why_not_logarithmic([1.0, None, math.nan]) == ""
    assert curve([1.0, -2.0], 0).runs == [[(0, 1.0), (1, -2.0)]]


def test_there_is_room_for_what_is_planned():
    assert curve([1.0], 0).right == 10
    assert curve([1.0] * 8, 0, planned=100).right == 100
    assert curve([1.0] * 8, 0, planned=100).done == 7
    assert curve([1.0] * 102, 0).right == 150


def test_what_is_no_number_leaves_a_gap():
    drawn = curve([1.0, math.nan, 2.0, math.inf, 1e200, 3.0, None], 1)
    assert [[x for x, _ in run] for run in drawn.runs] == [[0], [2], [5]]
    assert drawn.now is None


def test_what_is_next_to_nothing_leaves_a_gap_on_a_logarithmic_scale():
    assert curve([1.0, 5e-324, 2.0], 0).runs == [[(0, 0.0)], [(2, math.log10(2.0))]]
    assert curve([1.0, 5e-324, 2.0], 0, log=False).runs == [[(0, 1.0), (1, 5e-324), (2, 2.0)]]


def test_without_an_aim_no_hundredth_is_marked():
    assert curve([1.0, 0.5], 0, aimed=False).goal is None
    assert curve([-1.0, 0.5], 0).goal is None


@given(LOSSES, st.booleans(), st.integers(0, 500))
@example([5e-324], True, 0)
def test_whatever_the_losses_the_scales_hold_them(losses, log, planned):
    current = len(losses) // 2
    drawn = curve(losses, current, planned, log=log)
    assert math.isfinite(drawn.low)
    assert drawn.low < drawn.high < math.inf
    assert drawn.right >= max(planned, len(losses) - 1)
    for run in drawn.runs:
        assert all(drawn.low <= height <= drawn.high for _, height in run)
    drawable = [number for run in drawn.runs for number, _ in run]
    assert drawable == sorted(set(drawable))
    assert (drawn.now is not None) == (current in drawable)
    for ticks, low, high in ((drawn.across, 0, drawn.right), (drawn.upwards, drawn.low, drawn.high)):
        assert len(ticks) <= 10
        assert all(low <= at <= high for at, _ in ticks)
        assert len({text for _, text in ticks}) == len(ticks)
