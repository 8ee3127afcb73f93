"""What a control offers can be run, and one further cannot, or is a cap; either with a reason."""

import numpy as np
import pytest
from experiment_draws import few, shapes, windows
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.padding import MODES
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.limits import (
    LARGEST,
    PADDINGS,
    Surroundings,
    impossible,
    number_limit,
    why_not_mode,
    why_not_padding,
    with_setting,
)
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions


@st.composite
def places(draw):
    shape = draw(shapes)
    window = draw(windows(shape))
    (top, bottom), (left, right) = window.over(shape).amounts
    return shape, window, (max(top, bottom), max(left, right))


def runs(window, shape):
    layer = convolution(window, 1)
    run_of(Experiment((np.ones((*shape, 1)),), (layer,)), RunOptions(0))


def sentence(text):
    assert text
    assert "\n" not in text
    assert not text.endswith(".")


@given(places(), st.sampled_from(sorted(LARGEST)), st.integers(0, 1))
def test_every_number_that_is_offered_can_be_had(place, name, axis):
    shape, window, amounts = place
    limit = number_limit(window, Surroundings(shape), name, axis, amounts)
    current = (amounts if name == "padding" else getattr(window, name))[axis]
    assert limit.low <= current <= limit.high
    for value in range(limit.low, limit.high + 1):
        with_setting(window, name, axis, value, amounts).over(shape)


@given(places(), st.sampled_from(sorted(LARGEST)), st.integers(0, 1))
def test_one_beyond_is_impossible_or_a_cap_and_the_reason_is_said(place, name, axis):
    shape, window, amounts = place
    limit = number_limit(window, Surroundings(shape), name, axis, amounts)
    ends = (
        (limit.low - 1, limit.why_low, 0 if name == "padding" else 1, "starts at"),
        (limit.high + 1, limit.why_high, LARGEST[name], "is not offered"),
    )
    for value, why, cap, words in ends:
        sentence(why)
        if limit.low <= cap <= limit.high:
            assert words in why
        elif limit.high <= LARGEST[name]:
            assert impossible(with_setting(window, name, axis, value, amounts), Surroundings(shape)) == why


@few
@given(places(), st.sampled_from(sorted(LARGEST)), st.integers(0, 1))
def test_the_ends_of_what_is_offered_can_be_run(place, name, axis):
    shape, window, amounts = place
    limit = number_limit(window, Surroundings(shape), name, axis, amounts)
    for value in {limit.low, min(limit.high, limit.low + 3)}:
        runs(with_setting(window, name, axis, value, amounts), shape)


@given(places())
def test_kinds_and_modes_of_padding_say_why_not_exactly_where_they_fail(place):
    shape, window, _ = place
    tried = [
        (window.changed(padding=kind), why_not_padding(window, Surroundings(shape), kind))
        for kind in PADDINGS
    ]
    tried += [
        (window.changed(padding_mode=mode), why_not_mode(window, Surroundings(shape), mode)) for mode in MODES
    ]
    for changed, why in tried:
        if why is None:
            changed.over(shape)
        else:
            sentence(why)
            with pytest.raises(ValueError, match=r"."):
                changed.over(shape)


def test_setting_one_side_of_a_named_padding_fixes_both_in_numbers():
    window = Window((3, 5), padding="same")
    assert with_setting(window, "padding", 0, 4, (1, 2)).padding == (4, 2)
    assert with_setting(window, "padding", 1, 4, (1, 2)).padding == (1, 4)


def test_other_numbers_leave_padding_and_each_other_alone():
    window = Window((3, 5), (1, 2), "full", (2, 1), "zeros")
    assert with_setting(window, "stride", 0, 3, (9, 9)) == Window((3, 5), (3, 2), "full", (2, 1), "zeros")
    assert with_setting(window, "dilation", 1, 3, (9, 9)) == Window((3, 5), (1, 2), "full", (2, 3), "zeros")


def test_the_reason_names_kernel_and_input():
    limit = number_limit(Window((3, 3), padding="valid"), Surroundings((4, 4)), "kernel_size", 0, (0, 0))
    assert (limit.low, limit.high) == (1, 4)
    assert limit.why_high == "a kernel of 5 rows does not fit: its input has 4, padding adds none"


def test_a_large_amount_that_a_kind_of_padding_has_made_can_be_gone_back_from():
    window = Window((11, 11), padding="full", dilation=(3, 3))
    limit = number_limit(window, Surroundings((9, 9)), "padding", 0, (30, 30))
    assert limit.high == 30
    assert limit.low < 30
