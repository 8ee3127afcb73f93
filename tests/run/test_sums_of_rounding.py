"""Where the terms of all sums of an array cancel, what is left is called rounding, in all that comes of it too."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, experiments, image
from test_rounding import arrays_of

from cnnviz.canvas.staging.scale import scale_in
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain.number_format import NEXT_TO_ZERO, format_in
from cnnviz.run.compute import run_of
from cnnviz.run.kinds import numbers_of
from cnnviz.run.options import RunOptions

WAYS = (
    RunOptions(),
    RunOptions(input_gradient="gather", weight_gradient="correlate"),
    RunOptions(input_gradient="full"),
)


def learned(*layers):
    """Return what has reached its target but for the last bit of each number."""
    start = Experiment((image(),), ()).with_layers(layers)
    (output,) = numbers_of(start).arrays[-1]
    return replace(start, loss=Loss("mse", targets=(frozen(np.nextafter(output, np.inf)),)))


def row(numbers, upstream):
    """Return a row of numbers under a single weight of 1, with what is given as the gradient of its outputs."""
    kernel = convolved(1, 1, kernel_size=(1, 1), padding="valid", size=(1, len(numbers)))
    kernel = kernel.with_parameters(weight=np.ones((1, 1, 1, 1)), bias=np.zeros(1))
    given = frozen(np.array(upstream, float).reshape(1, -1, 1))
    picture = frozen(np.array(numbers).reshape(1, -1, 1))
    return Experiment((picture,), (), loss=Loss("typed", values=(given,))).with_layers((kernel,))


def besides(run):
    """Return beside how large numbers each gradient is, by its label."""
    found = {array.label: array.info.beside for array in run.arrays if array.gradient}
    return found | {one.gradient.label: one.gradient.info.beside for one in run.parameters}


@pytest.mark.parametrize("options", WAYS)
def test_after_all_is_learned_every_gradient_is_as_pale_as_rounding_is(options):
    run = run_of(learned(convolved(1, 2)), options)
    largest = max(abs(run.target.array).max(), 0)
    for label in ("dY", "dW", "db", "dX padded", "dX"):
        assert besides(run)[label] > largest / 100
        for frame, name in arrays_of(run, label):
            array = frame.chapter.arrays[name]
            assert 0 < abs(array).max() < 1e-12
            assert format_in(frame.chapter, name).in_cell(float(array.flat[0]) or 1e-20) == NEXT_TO_ZERO
            assert scale_in(frame, name).high > largest / 100, (frame.chapter.key, name)


def test_of_units_too():
    run = run_of(learned(Flatten(), linear_layer(42, 2)))
    assert all(besides(run)[label] > 1e-3 for label in ("dZ", "dW", "db", "dF", "dX"))


def test_what_is_learned_by_half_has_its_own_scale():
    experiment = learned(convolved(1, 2))
    (target,) = experiment.loss.targets
    other = replace(experiment, loss=replace(experiment.loss, targets=(target + 1e-6,)))
    assert not any(besides(run_of(other)).values())


def test_a_sum_that_cancels_knows_its_largest_term():
    run = run_of(row([0.1, 0.2, 0.3], [1, 1, -1]))
    (slope,) = (one.gradient for one in run.parameters if one.gradient.label == "dW")
    assert 0 < abs(slope.array).max() < 1e-16
    assert besides(run)["dW"] == pytest.approx(0.3)
    assert [besides(run)[label] for label in ("dY", "db", "dX")] == [0, 0, 0]
    assert [frame.chapter.info[name].beside for frame, name in arrays_of(run, "dW")] == [
        besides(run)["dW"]
    ] * 2


def test_large_numbers_that_are_multiplied_by_0_make_no_rounding_of_small_ones():
    run = run_of(row([1e-14, 1e6], [1, 0]))
    assert besides(run)["dW"] == 0


@pytest.mark.parametrize("name", sorted(experiments()))
def test_numbers_that_are_meant_are_none(name):
    run = run_of(experiments()[name])
    sums = [info for chapter in run.chapters for info in chapter.info.values() if info.label[0] == "d"]
    assert not any(info.beside for info in sums)
