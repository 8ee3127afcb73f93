"""An activation that passes no gradient at all is named, with what to do."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.explain.training.dead import dead_activations, why_dead
from cnnviz.explain.words import headline
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of


def run(function, bias, size=1.0, layers=()):
    layer = convolved(1, 2)
    layer = layer.with_parameters(weight=layer.weight * size, bias=np.array([bias, bias]))
    return run_of(Experiment((image(),), ()).with_layers((layer, Activation(function), *layers)))


@pytest.mark.parametrize(
    ("function", "bias", "why"),
    [
        ("relu", -99.0, "every Y is below 0: no gradient passes"),
        ("relu", 0.0, ""),
        ("leaky_relu", -99.0, ""),
        ("identity", -99.0, ""),
        ("sigmoid", 99.0, "every Y is so far from 0 that the slope there is 0: no gradient passes"),
        ("sigmoid", 20.0, ""),
        ("tanh", -99.0, "every Y is so far from 0 that the slope there is 0: no gradient passes"),
    ],
)
def test_what_passes_no_gradient_says_so_in_its_chapters_and_nowhere_else(function, bias, why):
    timeline = run(function, bias)
    found = dead_activations(timeline)
    assert list(found) == ([1] if why else [])
    assert all(why in sentence and sentence.count(".") == 2 for sentence in found.values())
    for chapter in timeline.chapters:
        acts = chapter.kind in (ChapterKind.ACTIVATE, ChapterKind.ACTIVATE_BACK)
        assert why_dead(chapter) == (why if acts else "")
        assert (headline(chapter)[1] == why) == (acts and bool(why))


def test_zeros_are_not_below_0():
    timeline = run("relu", 0.0, size=0.0)
    assert dead_activations(timeline)[1].startswith(
        "ReLU is dead: every Y is 0 or below: no gradient passes."
    )


def test_one_number_above_0_keeps_it_alive():
    timeline = run("relu", -99.0)
    y = next(chapter for chapter in timeline.chapters if chapter.kind is ChapterKind.ACTIVATE).arrays["z"]
    assert not dead_activations(run("relu", -99.0 - float(y.max()) + 0.01))


def test_each_of_two_is_named_by_its_own_array():
    second = convolved(2, 1)
    second = replace(second, bias=np.array([-999.0]))
    found = dead_activations(run("relu", -99.0, layers=(second, Activation("relu"))))
    assert list(found) == [1, 3]
    assert "every Y₂ is below 0" in found[3]


def test_numbers_that_are_none_are_not_called_dead():
    start = Experiment((np.full((6, 7, 1), np.nan),), ()).with_layers((convolved(1, 1), Activation("relu")))
    assert not dead_activations(run_of(start))


def test_an_activation_that_gets_no_gradient_is_not_dead_itself():
    timeline = run("relu", 0.5, layers=(Activation("relu"), MaxPooling()))
    assert not dead_activations(timeline)
