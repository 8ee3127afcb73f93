"""The scale of an array of which numbers are still to come covers every number that is shown, and tells of no other."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from cnnviz.canvas.staging.scale import named_scale, scale_in
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.gallery.first_example import first_example
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil


def test_who_predicts_sees_each_number_in_a_colour_of_its_own():
    run = run_of(first_example(), RunOptions(0))
    number = [one.key for one in run.chapters].index("scatter")
    chapter, veil = run.chapters[number], Veil(run)
    array, narrow = chapter.trace[0].updates[0].target.array, 0
    last = scale_in(Frame(run, Position(number, 0)), array)
    for step in range(len(chapter.trace) - 1):
        seen = Frame(veil.over(known=Known(number, step + 1)), Position(number, step))
        scale, shown = scale_in(seen, array), np.concatenate([seen.before[array], seen.arrays[array]])
        assert np.nanmax(np.abs(shown)) <= scale.high == -scale.low
        assert named_scale(seen).scale == scale
        narrow += scale.high < last.high
    assert narrow > 2  # it does not tell how large the numbers will be
    whole = Frame(veil.over(known=Known(number + 1, 0)), Position(number, len(chapter.trace) - 1))
    assert scale_in(whole, array) == last


def scales(key):
    """Return the scales of what a chapter makes, number by number, each with the largest that is known then."""
    run = run_of(first_example(), RunOptions(0))
    number = [one.key for one in run.chapters].index(key)
    chapter, veil = run.chapters[number], Veil(run)
    array = chapter.trace[0].updates[0].target.array
    found = []
    for step in range(len(chapter.trace) - 1):
        seen = Frame(veil.over(known=Known(number, step + 1)), Position(number, step))
        found.append((scale_in(seen, array).high, np.nanmax(np.abs(seen.arrays[array]))))
    return found


@pytest.mark.parametrize("key", ["convolve", "accumulate"])
def test_a_scale_goes_up_by_round_numbers_and_not_with_every_number(key):
    found = scales(key)
    ends = [end for end, _ in found]
    assert set(ends) <= {1, 2, 5, 10}
    changes = sum(one != other for one, other in pairwise(ends))
    grown = sum(one != other for (_, one), (_, other) in pairwise(found))
    assert 0 < changes < grown


def test_of_an_update_it_begins_with_what_is_known_before():
    chapter = next(
        one for one in run_of(first_example(), RunOptions(0)).chapters if one.key == "update_weight"
    )
    known = np.abs(chapter.arrays["weight"]).max()
    assert [end for end, _ in scales("update_weight")] == [
        max(known, most) for _, most in scales("update_weight")
    ]
    assert scales("update_weight")[0][0] == known


@pytest.mark.parametrize("most", [0.0, 1e-300, 0.02, 0.5, 4.0, 1.7e308])
def test_it_covers_numbers_of_every_size(most):
    run = run_of(of_one_bias(most), RunOptions(0))
    number = [one.key for one in run.chapters].index("convolve")
    seen = Frame(Veil(run).over(known=Known(number, 1)), Position(number, 0))
    high = scale_in(seen, "y").high
    assert most <= high < np.inf
    assert high <= max(2.5 * most, 1) or most > 1e300


def of_one_bias(bias):
    """Return a convolution over nothing, in which every number is the bias."""
    layer = convolution(Window(kernel_size=(1, 1)), 1, 1)
    return Experiment((frozen(np.zeros((2, 2, 1))),), (replace(layer, bias=frozen(np.array([bias]))),))
