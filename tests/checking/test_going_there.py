"""From where the numbers of a list part one goes to the very step, in an experiment of that operation."""

from dataclasses import replace

import numpy as np
import pytest
from planted import SOLUTIONS, plant
from planted_flat import FLAT

from cnnviz.checking import check
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.on_stage import experiment_of, position_of
from cnnviz.checking.settings.of_experiment import layers_of
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.run import RunOptions, run_of
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.frames.frame import Frame

EACH = (
    ("bias_forgotten", "affine_cs", ChapterKind.LINEAR),
    ("gradient_averaged", "affine_cs", ChapterKind.LINEAR_WEIGHT),
    ("label_forgotten", "affine_cs", ChapterKind.CROSS_ENTROPY_BACK),
    ("difference_turned", "affine_cs", ChapterKind.CROSS_ENTROPY),
    ("two_forgotten", "layers_dense", ChapterKind.MSE_BACK),
    ("square_forgotten", "layers_dense", ChapterKind.MSE),
    ("other_side_kept", "affine_cs", ChapterKind.ACTIVATE_BACK),
)
EVERY_CHANGE = (0, 4)


@pytest.mark.parametrize(
    "number",
    [pytest.param(at, marks=() if at in EVERY_CHANGE else pytest.mark.long) for at in range(len(EACH))],
)
def test_one_goes_to_the_step_where_they_part(tmp_path, number):
    mistake, name, kind = EACH[number]
    changes = next(changes for one, of, changes in FLAT if (one, of) == (mistake, name))
    path = tmp_path / "mine.py"
    path.write_text(
        plant((SOLUTIONS / "learners" / f"{name}.py").read_text(encoding="utf-8"), changes), encoding="utf-8"
    )
    (found,) = check(path).diagnoses
    parting = found.parting
    assert found.mistake == mistake
    assert parting.kind is kind
    timeline = run_of(experiment_of(parting), RunOptions())
    position = position_of(parting, timeline)
    frame = Frame(timeline, position)
    assert frame.chapter.kind is kind
    assert position.step == parting.step
    if len(parting.tried.setting.operation.x) == 1:
        cell = parting.target
        assert frame.chapter.arrays[cell.array][cell.index] == pytest.approx(parting.right)


def test_the_linear_layers_and_the_loss_of_an_experiment_are_tried_too():
    numbers = np.random.default_rng(1)
    layers = (Flatten(), linear_layer(12, 3), Activation("relu"), linear_layer(3, 2))
    image = frozen(numbers.normal(size=(2, 3, 2)))
    experiment = Experiment((image,), layers, loss=Loss("cross_entropy", labels=(1,)))
    report = check(SOLUTIONS / "learners" / "affine_cs.py", experiment)
    assert report.agrees
    own = {one.subject.topic: [tried.setting for tried in one.tried][-2:] for one in report.examined}
    assert [setting.layer for setting in own[Topic.LINEAR]] == [1, 3]
    assert own[Topic.ACTIVATION][-1].layer == 2
    assert own[Topic.CROSS_ENTROPY][-1].layer == 4
    (mean,) = (
        setting
        for topic, setting in layers_of(replace(experiment, loss=Loss("mse", targets=(frozen(np.ones(2)),))))
        if topic is Topic.MSE
    )
    assert right_arrays(mean.operation)["y"] == pytest.approx(
        np.mean((mean.operation.x - mean.operation.target) ** 2)
    )


@pytest.mark.parametrize("turned", [False, True])
def test_the_arrays_of_a_linear_layer_are_compared(tmp_path, turned):
    image = frozen(np.random.default_rng(2).normal(size=(2, 3, 1)))
    experiment = Experiment(
        (image,), (Flatten(), linear_layer(6, 3)), loss=Loss("cross_entropy", labels=(1,))
    )
    operation = next(setting for topic, setting in layers_of(experiment) if topic is Topic.LINEAR).operation
    right = right_arrays(operation)
    dweight = right["dweight"].T if turned else right["dweight"]
    path = tmp_path / "mine.npz"
    np.savez(path, dX=right["dx"], dW=dweight, db=right["dbias"])
    assert check(path, experiment).agrees
    np.savez(path, dX=right["dx"], dW=dweight, db=right["dbias"] / 3)
    report = check(path, experiment)
    assert [one.mistake for one in report.diagnoses] == ["bias_gradient_averaged"]
