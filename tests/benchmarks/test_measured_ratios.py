"""A ratio that has grown by more than a third is noticed, unless it was bad luck."""

import tomllib

import numpy as np
import pytest
from measured_ratios import Ratios, in_turns


@pytest.fixture(autouse=True)
def _not_printed(capsys):
    """Keep to itself what is told of these, which are no benchmarks."""
    yield
    capsys.readouterr()


def figures(*ratios):
    """Return what measures these ratios of a work to its yardstick, one after the other."""
    left = iter(ratios)
    return lambda: {"work": np.full(9, 2 * next(left)), "bare": np.full(9, 2.0)}


@pytest.mark.parametrize("found", [[3.0], [4.0], [9.0, 3.0], [9.0, 4.1, 3.9], [1.0]])
def test_a_third_more_is_let_pass_and_bad_luck_too(found):
    Ratios({"work / bare": 3.0}).compare(figures(*found))


def test_more_than_a_third_is_not():
    with pytest.raises(AssertionError, match="a third more than it was: work / bare"):
        Ratios({"work / bare": 3.0}).compare(figures(4.2, 9.0, 4.1))


def test_what_is_not_kept_yet_is_asked_for():
    with pytest.raises(AssertionError, match="--keep-ratios"):
        Ratios({}).compare(figures(3.0))


def test_what_is_measured_now_is_kept_in_the_place_of_what_was():
    measured = Ratios({"work / bare": 3.0, "other / bare": 7.0}, keep=True)
    measured.compare(figures(99.0, 12.3456, 4.0))
    assert tomllib.loads(measured.text()) == {"work / bare": 12.3, "other / bare": 7.0}


def test_what_goes_at_a_speed_of_its_own_is_told_and_not_kept(capsys):
    measured = Ratios({"work / bare": 3.0})
    found = {"work": np.full(9, 6.0), "bare": np.full(9, 2.0), "memory": np.full(9, 0.01)}
    measured.compare(lambda: found, told=("memory",))
    assert "600.00 times memory" in capsys.readouterr().out
    assert measured.found == {"work / bare": 3.0}


def test_works_take_turns():
    done = []
    times = in_turns({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, rounds=3, warm=1)
    assert done == ["a", "b"] * 4
    assert {name: len(taken) for name, taken in times.items()} == {"a": 3, "b": 3}
