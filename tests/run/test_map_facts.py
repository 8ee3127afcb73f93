"""What a run tells for a map: the word on each arrow, where it stands, and who makes what."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from run_catalogue import convolved, experiments, image, runs
from run_draws import experiments as drawn
from run_draws import few, run_options

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    MaxPooling,
    linear_layer,
)
from cnnviz.experiment.loss import LOSSES, Loss
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.run.chapter import ChapterKind, Leg, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions


def words(experiment, options=RunOptions(0)):  # noqa: B008  # it is frozen
    return {chapter.key: chapter.operation for chapter in run_of(experiment, options).chapters}


def test_every_kind_of_chapter_has_a_word_for_what_it_does():
    told = {chapter.kind: chapter.operation for _, run in runs() for chapter in run.chapters}
    assert set(told) == set(ChapterKind)
    assert all(told.values())
    assert max(map(len, told.values())) <= 20


@pytest.mark.parametrize(
    ("layer", "word"),
    [
        (convolved(1, 1, kernel_size=(3, 3), padding="valid"), "3×3 · s1"),
        (convolved(1, 1, kernel_size=(5, 2), stride=(2, 2), padding="valid"), "5×2 · s2"),
        (
            convolved(1, 1, kernel_size=(2, 2), stride=(2, 1), dilation=(2, 2), padding="valid"),
            "2×2 · s2×1 · d2",
        ),
        (convolved(1, 2, padding=(1, 1)), "pad 1"),
        (convolved(1, 1, padding=(1, 2)), "pad 1×2"),
        (convolved(1, 1, padding=((0, 1), (1, 0))), "pad"),
        (convolved(1, 1, padding=(2, 2), padding_mode="reflect"), "reflect 2"),
        (Activation("relu"), "ReLU"),
        (Activation("leaky_relu"), "Leaky ReLU"),
        (Activation("tanh"), "tanh"),
        (MaxPooling(PoolingWindow((2, 2), (2, 2))), "max 2×2"),
        (MaxPooling(PoolingWindow((3, 3), (2, 2))), "max 3×3 · s2"),
        (AveragePooling(PoolingWindow((2, 3), (2, 3))), "mean 2×3"),
        (GlobalAveragePooling(), "mean of all"),
        (Flatten(), "flatten"),
    ],
)
def test_the_first_arrow_says_what_the_first_layer_does(layer, word):
    assert next(iter(words(Experiment((image(),), (layer,))).values())) == word


def test_groups_units_and_ties_are_told():
    told = words(experiments()["in groups"])
    assert told["convolve"] == "3×3 · s1 · g2"
    told = words(Experiment((image(),), (Flatten(), linear_layer(42, 3))))
    assert (told["linear"], told["linear_input"]) == ("linear 3", "× Wᵀ")
    ties = {}
    for rule in ("first", "all", "split"):
        ties[rule] = words(Experiment((image(),), (MaxPooling(ties=rule),)))["max_pool_back"]
    assert ties == {"first": "to the max", "all": "to each max", "split": "split at ties"}


def test_each_loss_says_what_the_way_back_begins_with():
    begins = {"sum": "ones", "cell": "one 1", "mse": "2 (F − T) / 42", "cross_entropy": "p − 1"}
    begins |= {"sigmoid_slope": "σ′(F)", "typed": "given"}
    for name in LOSSES:
        run = run_of(Experiment((image(),), (Flatten(),), "list", Loss(name)))
        upstream = [chapter for chapter in run.chapters if chapter.phase is Phase.LOSS][-1]
        assert upstream.operation == begins[name]
        assert upstream.leg == Leg(2, back=True)
        assert (run.target is None) == (name != "mse")


@few
@given(drawn(), run_options())
def test_each_array_is_what_its_chapter_makes_under_its_name(experiment, options):
    run = run_of(experiment, options)
    for array in run.arrays[1:]:
        chapter = run.chapters[array.chapter]
        np.testing.assert_array_equal(chapter.trace.outputs[array.name], array.array)
        assert chapter.info[array.name].label == array.label
    for given_, gradient, update in run.parameters:
        made, renewed = run.chapters[gradient.chapter], run.chapters[update]
        assert made.info[gradient.name].label == gradient.label == f"d{given_.label}"
        assert list(renewed.trace.outputs) == [f"{given_.name}_new"]
        assert renewed.info[given_.name].label == given_.label
        np.testing.assert_array_equal(renewed.trace.inputs[gradient.name], gradient.array)


@few
@given(drawn(), run_options())
def test_an_operation_stands_where_its_array_does_and_a_parameter_s_at_its_operation(experiment, options):
    run = run_of(experiment, options)
    for array in run.arrays[1:]:
        leg = run.chapters[array.chapter].leg
        assert leg == Leg(array.column + array.gradient, array.gradient), array.label
    for given_, gradient, update in run.parameters:
        assert run.chapters[update].leg == Leg(given_.column)
        assert run.chapters[gradient.chapter].leg == Leg(given_.column, back=True)
        reads = [chapter for chapter in run.chapters if given_.name in chapter.info]
        assert any(chapter.leg == Leg(given_.column) for chapter in reads if chapter.phase is Phase.FORWARD)


def test_what_the_loss_is_measured_against_is_the_followed_image_s_own():
    targets = image(1), image(1) + 1
    loss = Loss("mse", targets=targets)
    experiment = Experiment((image(), image()), (Activation("identity"),), "two", loss)
    for sample in (0, 1):
        run = run_of(experiment, replace(RunOptions(0), sample=sample))
        np.testing.assert_array_equal(run.target.followed, targets[sample])
