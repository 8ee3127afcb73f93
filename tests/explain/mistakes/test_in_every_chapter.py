"""In every kind of chapter something can go wrong that the bank knows, but where numbers are given."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import WAYS, experiments

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.explain.mistakes.bank import made_in_steps
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

FEW = 5
GIVEN = {ChapterKind.UPSTREAM}  # nothing is computed there that could go wrong


@pytest.fixture(scope="module")
def known():
    """Return for each kind of chapter what is known there, as soon as there is something."""
    found, all_of_them = {}, experiments()
    all_of_them["colour"] = replace(all_of_them["colour"], loss=Loss("sum"))
    for experiment, options in zip(all_of_them.values(), [*WAYS.values()] * 3, strict=False):
        timeline = run_of(experiment, options)
        for number, chapter in enumerate(timeline.chapters):
            for step in {at * (len(chapter.trace) - 1) // (FEW - 1) for at in range(FEW)}:
                if not found.setdefault(chapter.kind, ()):
                    found[chapter.kind] = mistaken(Frame(timeline, Position(number, step)))
    return found


@pytest.mark.parametrize("kind", ChapterKind, ids=lambda kind: kind.value)
def test_a_mistake_is_known_wherever_something_is_computed(known, kind):
    assert kind in known
    assert bool(known[kind]) != (kind in GIVEN)


@pytest.mark.parametrize("kind", ChapterKind, ids=lambda kind: kind.value)
def test_what_is_done_wrong_has_one_name_in_a_chapter(kind):
    made = [(step, mistake.id) for mistake, _, step in made_in_steps(kind)]
    assert len({step for step, _ in made}) == len(made)


def test_to_turn_the_kernel_is_right_or_wrong_by_the_way_to_dx():
    turned = {"kernel_turned", "kernel_not_turned"}
    named = {kind: turned & {mistake.id for mistake, *_ in made_in_steps(kind)} for kind in ChapterKind}
    assert named[ChapterKind.SCATTER] == {"kernel_turned"}
    assert named[ChapterKind.GATHER] == named[ChapterKind.FULL] == {"kernel_not_turned"}


def flat(loss, *layers):
    """Return the run of one row of numbers."""
    row = frozen(np.array([[[0.5], [-1.0], [2.0]]]))
    return run_of(Experiment((row,), (Flatten(), *layers), loss=loss))


def values(timeline, key, step, cell):
    """Return what mistakes leave in a cell, by what they are called; the lens shows each of them."""
    index = next(n for n, chapter in enumerate(timeline.chapters) if chapter.key == key)
    frame = Frame(timeline, Position(index, step))
    found = [one for one in mistaken(frame) if cell in one.values]
    assert all(lens(frame.replaying(one.step)) for one in found)
    return {one.key: one.values[cell] for one in found}


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [
        ("relu", 0, {"slope_for_value": 1, "other_side_kept": 0}),
        ("relu", 1, {"function_forgotten": -1, "other_side_kept": -1}),
        ("leaky_relu", 2, {"slope_for_value": 1, "other_side_kept": 0.02}),
        ("tanh", 2, {"function_forgotten": 2, "slope_for_value": 1 - np.tanh(2) ** 2}),
    ],
)
def test_a_function_of_one_number(name, step, expected):
    timeline = flat(Loss("sum"), Activation(name))
    found = values(timeline, "activate", step, Cell("a", (0, step)))
    assert found == pytest.approx(expected)


def test_the_slope_of_a_relu_on_the_other_side():
    timeline = flat(Loss("typed", values=(frozen(np.array([3.0, -4, 5])),)), Activation("relu"))
    open_, shut = (values(timeline, "activate_back", step, Cell("dz", (0, step))) for step in (0, 1))
    assert open_["other_side_kept"] == 0
    assert (shut["other_side_kept"], shut["slope_forgotten"]) == (-4, -4)


def test_the_mean_square():
    timeline = flat(Loss("mse", targets=(frozen(np.array([0.0, 1, 1])),)))
    found = values(timeline, "mse", 1, Cell("loss", (0,)))
    before = 0.25 / 3
    assert found == pytest.approx(
        {"assigned_not_added": 4 / 3, "wrong_divisor": before + 4, "square_forgotten": before - 2 / 3}
    )
    assert values(timeline, "mse", 1, Cell("difference", (0, 1))) == {"difference_turned": 2}
    back = values(timeline, "mse_back", 1, Cell("dy", (0, 1)))
    assert back == pytest.approx({"wrong_divisor": -2, "difference_turned": 4 / 3, "two_forgotten": -2 / 3})


def test_the_cross_entropy():
    timeline = flat(Loss("cross_entropy", labels=(2,)))
    powers = np.exp(np.array([0.5, -1, 2]) - 2)
    p, total = powers / powers.sum(), powers.sum()
    power = values(timeline, "cross_entropy", 1, Cell("power", (0, 0)))
    assert power == pytest.approx({"exponential_forgotten": -1.5})
    share = values(timeline, "cross_entropy", 6, Cell("probability", (0, 0)))
    assert share == pytest.approx({"wrong_divisor": powers[0]})
    assert values(timeline, "cross_entropy", 9, Cell("log_total", (0,))) == pytest.approx(
        {"logarithm_forgotten": total}
    )
    loss = values(timeline, "cross_entropy", 10, Cell("loss", (0,)))
    assert loss == pytest.approx({"difference_turned": -np.log(total)})  # the largest is the right class's
    back = values(timeline, "cross_entropy_back", 2, Cell("dlogits", (0, 2)))
    assert back == pytest.approx({"label_forgotten": p[2], "difference_turned": 1 - p[2]})


def test_weights_that_are_swapped():
    layer = linear_layer(3, 3)
    timeline, weight = flat(Loss("sum"), layer), layer.weight
    found = values(timeline, "linear", 1, Cell("y", (0, 1)))
    assert found["weights_swapped"] == pytest.approx(np.array([0.5, -1, 2]) @ weight[1])
    assert found["neighbour_taken"] == pytest.approx(np.array([0.5, -1, 2]) @ weight[:, 2])
