"""The rounds that one looks back at have the very kernels of these rounds, and what these make of the image."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import experiments

from cnnviz.engine.convolution import conv2d
from cnnviz.experiment.convolution import Convolution
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.lessons import milestones as module
from cnnviz.run.lessons.lesson import lesson_for
from cnnviz.run.lessons.milestones import MOST, chosen, goal, milestones, most_moved
from cnnviz.run.numbers.training import Round, trained
from cnnviz.run.options import RunOptions


def test_the_choice_is_as_documented():
    assert doctest.testmod(module).failed == 0


@given(st.integers(1, 200), st.data())
def test_the_first_the_last_and_the_open_round_are_always_there(count, data):
    known = sorted(data.draw(st.sets(st.integers(0, 500), min_size=count, max_size=count)))
    current = data.draw(st.sampled_from(known))
    found = chosen(known, current)
    assert {known[0], known[-1], current} <= set(found) <= set(known)
    assert list(found) == sorted(set(found))
    assert len(found) <= MOST


@pytest.mark.parametrize("name", ["grey", "colour", "classifier", "separable"])
def test_each_has_the_kernel_of_its_round_and_what_it_makes(name):
    experiment = experiments()[name]
    rounds = [Round(experiment, run_of(experiment, RunOptions(0)).loss), *trained(experiment, 5)]
    for layer in [k for k, one in enumerate(experiment.layers) if isinstance(one, Convolution)]:
        for stop in milestones(rounds, 2, layer):
            there = rounds[stop.number].experiment
            run = run_of(there, RunOptions(None))
            made = next(
                c
                for c in run.chapters
                if c.layer == layer and c.phase.value == "forward" and c.key.startswith("conv")
            )
            assert np.array_equal(stop.weights, there.layers[layer].weight)
            assert np.array_equal(stop.made, made.trace.state(len(made.trace))["y"][0])
            assert stop.loss == rounds[stop.number].loss


def test_what_moved_most_is_the_weight_with_the_largest_change_of_all_layers():
    experiment = experiments()["classifier"]
    rounds = [Round(experiment, None), *trained(experiment, 5)]
    moved = most_moved(rounds)
    last = rounds[-1].experiment
    steps = {
        layer: np.abs(last.layers[layer].weight - experiment.layers[layer].weight)
        for layer, one in enumerate(experiment.layers)
        if one.parameters
    }
    assert len(steps) > 1
    assert steps[moved.layer][moved.place] == max(one.max() for one in steps.values()) > 0
    assert most_moved([Round(None, 1.0)]) is None


def test_of_weights_one_of_which_is_no_number_any_longer_that_has_moved_most():
    start = first_example()
    weight = start.layers[0].weight.copy()
    weight[1, 2] = np.nan
    broken = start.with_layer(0, start.layers[0].with_parameters(weight=weight))
    assert most_moved([Round(start, None), Round(broken, None)]) == (0, (1, 2, 0, 0))


def test_what_is_aimed_at_is_the_kernel_and_what_it_makes():
    experiment = lesson_for(first_example()).experiment
    kernel, made = goal(experiment, 0)
    layer, window = experiment.layers[0], experiment.layers[0].window
    assert made == pytest.approx(conv2d(experiment.batch, kernel, layer.bias, padding=window.padding)[0])
    assert goal(first_example(), 0) is None
    assert goal(experiment, 1) is None
