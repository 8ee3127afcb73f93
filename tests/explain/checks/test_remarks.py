"""What is said of a check is true: corners where they were planted, ties, rounding, curves."""

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.explain.checks.check import LEAST, MOST, NudgeSide, check
from cnnviz.explain.checks.probe import most_telling
from cnnviz.explain.checks.remarks import remarks_of
from cnnviz.explain.checks.spot import Spot, givens
from cnnviz.run.array_info import Editable
from cnnviz.run.compute import run_of


def given(run, label):
    return next(one for one in givens(run) if one.label == label)


def weight(run):
    return Spot(given(run, "W"), (0, 0, 0, 0))


def pixel(run, row=0, column=0):
    return Spot(given(run, "X"), (row, column, 0))


def keys(made):
    return [remark.key for remark in remarks_of(made)]


def text(made, key):
    return next(remark.text for remark in remarks_of(made) if remark.key == key)


def test_a_kink_that_is_crossed_is_found_where_it_is(bent):
    run = bent(1.0, -0.95)  # relu(w − 0.95), w = 1
    made = check(run, weight(run), 0.1, NudgeSide.DOWN)
    assert [kink.value for kink in made.kinks] == [pytest.approx(0.95)]
    assert made.quotient == pytest.approx(0.5)
    assert made.gradient == 1
    assert "Y[0, 0] passes 0 at W[0, 0] = 0.95. With ε below 0.05 " in text(made, "kink")
    assert "straight" in keys(check(run, weight(run), 0.01, NudgeSide.DOWN))


@pytest.mark.parametrize(("name", "left"), [("relu", 0), ("leaky_relu", 0.01)])
def test_on_a_kink_each_side_has_its_own_slope(bent, name, left):
    run = bent(1.0, -1.0, name)
    quotients = {way: check(run, weight(run), 0.01, way).quotient for way in NudgeSide}
    assert quotients[NudgeSide.UP] == pytest.approx(1)
    assert quotients[NudgeSide.DOWN] == pytest.approx(left)
    assert quotients[NudgeSide.BOTH] == pytest.approx((1 + left) / 2)
    made = check(run, weight(run), 0.01, NudgeSide.UP)
    assert made.gradient == left
    assert all("at_zero" in keys(check(run, weight(run), 0.01, way)) for way in NudgeSide)
    assert f"to the left the slope is {left}, to the right 1, and the way back takes {left}" in text(
        made, "at_zero"
    )


def test_a_kink_that_is_not_crossed_is_not_told_of(bent):
    run = bent(1.0, -0.5)
    for way in NudgeSide:
        assert keys(check(run, weight(run), 0.1, way)) == ["straight"]


def test_the_first_of_two_kinks_is_found_behind_another(maximum):
    run = maximum([[0.5, 0.4], [0.45, 0.0]])
    made = check(run, pixel(run), 0.1, NudgeSide.DOWN)
    assert [kink.value for kink in made.kinks] == [pytest.approx(0.45)]
    said = text(made, "winner")
    assert "At X[0, 0] = 0.45 Y[0, 0] and Y[1, 0] are equally large" in said
    assert "With ε below 0.05 the winner stays" in said


@pytest.mark.parametrize(
    ("ties", "gradient", "rule"),
    [("first", 0, "first takes it"), ("all", 1, "all take it"), ("split", 0.5, "they share it")],
)
def test_a_tie_is_told_with_the_rule_in_force(maximum, ties, gradient, rule):
    run = maximum([[0.5, 0.5], [0.0, 0.0]], ties)
    made = check(run, pixel(run, 0, 1), 0.01, NudgeSide.UP)
    assert (made.quotient, made.gradient) == (pytest.approx(1), gradient)
    assert f"“{rule}”" in text(made, "at_tie")
    assert "at_tie" not in keys(check(run, pixel(run, 1, 1), 0.01, NudgeSide.UP))  # beside it nothing ties


def test_what_nobody_notices_says_where_it_ends(maximum, bent):
    run = maximum([[0.5, 0.2], [0.0, 0.0]])
    assert "is the largest of no window" in text(
        check(run, pixel(run, 0, 1), 0.01, NudgeSide.UP), "no_effect"
    )
    dead = bent(1.0, -3.0)
    assert "ReLU lets none of that through" in text(
        check(dead, weight(dead), 0.1, NudgeSide.BOTH), "no_effect"
    )
    zero = bent(0.0, 1.0)
    assert "meets weights that are 0" in text(check(zero, pixel(zero), 0.1, NudgeSide.UP), "no_effect")


@pytest.mark.parametrize(("way", "power"), [(NudgeSide.UP, 1), (NudgeSide.DOWN, 1), (NudgeSide.BOTH, 2)])
def test_where_the_loss_is_curved_the_difference_goes_with_eps_as_it_is_said(bent, way, power):
    run = bent(0.7, 0.2, "sigmoid")
    large, small = (check(run, weight(run), eps, way) for eps in (1e-2, 1e-3))
    assert large.difference / small.difference == pytest.approx(10**power, rel=0.05)
    key = "curved_both" if way is NudgeSide.BOTH else "curved"
    assert key in keys(large)
    assert key in keys(small)


def test_rounding_is_counted_in_digits(bent):
    run = bent(0.7, 100.0)
    made = check(run, weight(run), 1e-8, NudgeSide.UP)
    assert made.cancelled == 10  # 100.7 and a change of 1e-8
    assert "the first 10 are the same" in text(made, "rounding")
    assert "rounding" not in keys(check(run, weight(run), 1e-1, NudgeSide.UP))
    huge = bent(0.7, 1e12)
    assert keys(check(huge, weight(huge), 1e-8, NudgeSide.UP)) == ["rounding_all"]


def test_eps_can_be_lost_in_a_large_number(bent):
    run = bent(1e12, 0.0)
    made = check(run, weight(run), 1e-8, NudgeSide.UP)
    assert np.isnan(made.quotient)
    assert "nothing is nudged" in text(made, "lost")


def test_a_loss_that_is_no_number_has_no_quotient(bent):
    run = bent(float("inf"), 0.0)
    assert "not_finite" in keys(check(run, weight(run), 1e-2, NudgeSide.UP))


def test_of_several_images_it_is_said_whose_gradient_it_is(batch):
    run = batch(1)
    said = text(check(run, most_telling(run, givens(run)[1]), 1e-3, NudgeSide.BOTH), "batch")
    assert "those of image 1" in said
    assert "1/2" in said


def test_a_gradient_without_a_loss_says_what_stands_for_it():
    for name, words in (("signed", "upstream · output"), ("nothing before", "σ(output)")):
        run = run_of(experiments()[name])
        made = check(run, most_telling(run, givens(run)[0]), 1e-4, NudgeSide.BOTH)
        assert words in text(made, "given")


def test_a_pixel_beyond_white_is_told_of_and_not_cut_off(bent):
    run = bent(1.0, 0.0)
    made = check(run, pixel(run), 0.1, NudgeSide.UP)
    assert "X[0, 0] would be 1.1" in text(made, "outside")
    assert made.quotient == pytest.approx(1)


@pytest.mark.parametrize(
    ("value", "way", "power", "told"),
    [
        (1.0, NudgeSide.UP, -3, "1.001"),
        (1.0, NudgeSide.BOTH, -8, "1.00000001"),
        (1.0 - 1e-8 + 1e-13, NudgeSide.UP, -8, "1.0000000000001"),
        (0.0, NudgeSide.DOWN, -2, "−0.01"),
        (0.0, NudgeSide.BOTH, -8, "−1e−8"),
        (0.05, NudgeSide.DOWN, -1, "−0.05"),
        (0.06, NudgeSide.DOWN, -1, "−0.04"),
    ],
)
@pytest.mark.parametrize("decimals", [0, 2])
def test_a_number_that_is_no_pixel_s_is_told_with_digits_that_show_it(
    flat, value, way, power, told, decimals
):
    run = flat(value)
    (said,) = [
        one for one in remarks_of(check(run, pixel(run), 10.0**power, way), decimals) if one.key == "outside"
    ]
    assert f"would be {told}, and" in said.text


@pytest.mark.parametrize("name", experiments())
def test_something_is_said_of_every_check(name):
    run = run_of(experiments()[name])
    for one in givens(run):
        spot = most_telling(run, one)
        for power in (MOST, -4, LEAST):
            for way in NudgeSide:
                remarks = remarks_of(check(run, spot, 10.0**power, way))
                assert remarks, (spot.name, power, way)
                assert not any("{" in remark.text or "  " in remark.text for remark in remarks)


def test_the_target_moves_the_loss_the_other_way():
    run = run_of(experiments()["positions"])
    target = next(one for one in givens(run) if one.edit.of is Editable.TARGET)
    spot = most_telling(run, target)
    assert check(run, spot, 1e-4, NudgeSide.BOTH).gradient == pytest.approx(
        -run.numbers.upstream[(0, *spot.at)]
    )
