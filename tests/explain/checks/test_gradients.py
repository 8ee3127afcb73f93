"""What the way back finds is what the loss does, in every example and in every kind of run."""

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.explain.checks.check import NudgeSide, check
from cnnviz.explain.checks.probe import Probe, gradients_of, most_telling
from cnnviz.explain.checks.reach import forward_arrays
from cnnviz.explain.checks.spot import Spot, givens
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.array_info import Editable
from cnnviz.run.compute import run_of

EPS = 1e-5
MAKERS = {
    **{f"example {one.key}": one.make for one in {one.make: one for one in EXAMPLES}.values()},
    **{name: (lambda name=name: experiments()[name]) for name in experiments()},
}


def spots(run):
    """Return of each array that was set up the number that counts most, and some others."""
    random = np.random.default_rng(5)
    for given in givens(run):
        yield most_telling(run, given)
        for _ in range(2):
            yield Spot(given, tuple(int(random.integers(size)) for size in given.array.shape))


@pytest.mark.some(16)
@pytest.mark.parametrize("name", MAKERS)
def test_the_quotient_is_the_gradient(name):
    run = run_of(MAKERS[name]())
    for spot in spots(run):
        made = check(run, spot, EPS, NudgeSide.BOTH)
        if not made.kinks:
            allowed = 20 * made.noise + 1e-6 * max(abs(made.gradient), 1)
            assert abs(made.difference) < allowed, (spot.name, made.quotient, made.gradient)


@pytest.mark.parametrize("name", MAKERS)
def test_without_a_nudge_the_loss_is_that_of_the_run(name):
    run = run_of(MAKERS[name]())
    for given in givens(run):
        probe = Probe(run, most_telling(run, given))
        assert run.loss is None or probe.before.loss == run.loss
        arrays = run.numbers.arrays[probe.before.first :]
        for one, other in zip(probe.before.arrays, arrays, strict=True):
            np.testing.assert_array_equal(one[0], other[probe.sample])


def test_every_kind_of_number_is_among_them():
    kinds = {given.edit.of for make in MAKERS.values() for given in givens(run_of(make()))}
    assert kinds == set(Editable)


def test_arrays_on_the_way_forward_are_those_of_the_network():
    for name in experiments():
        run = run_of(experiments()[name])
        shapes = [array.array.shape for array in forward_arrays(run)]
        assert shapes == [array.shape for array in run.numbers.arrays]


def test_the_gradient_is_that_of_the_image_that_is_followed(batch):
    for sample in range(2):
        run = batch(sample)
        for given in givens(run):
            made = check(run, most_telling(run, given), EPS, NudgeSide.BOTH)
            assert made.difference == pytest.approx(0, abs=1e-6), given.label
        assert gradients_of(run, givens(run)[0]).shape == run.numbers.experiment.images[sample].shape
