"""What an update is said to make smaller gets smaller, by as much as is said, and only a loss is said to be learned."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import experiments, image

from cnnviz.experiment.loss import LOSSES, Loss
from cnnviz.explain import why
from cnnviz.explain.prose.why import reason, title
from cnnviz.explain.training.teaching import why_aimless
from cnnviz.explain.words import subtitle
from cnnviz.run.chapter import Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.kinds import numbers_of
from cnnviz.run.numbers.training import trained
from cnnviz.run.timeline import Position

RATE, CHOSEN = 1e-6, 1
GIVEN = np.array([-1.25, 0.5, 2.0, 0.75])
FALLS = {
    "the loss": lambda numbers: numbers.losses[0],
    "the sum of the outputs": lambda numbers: numbers.arrays[-1][0].sum(),
    "the chosen output": lambda numbers: numbers.arrays[-1][0][CHOSEN],
    "the sum of σ(output)": lambda numbers: (1 / (1 + np.exp(-numbers.arrays[-1][0]))).sum(),
    "the sum of upstream · output": lambda numbers: (GIVEN * numbers.arrays[-1][0]).sum(),
}
"""What each of them is, worked out from the numbers alone."""


@pytest.fixture(scope="module", params=LOSSES)
def experiment(request):
    """Return what has a loss of each kind, with weights of several layers."""
    loss = Loss(request.param, (CHOSEN,), (GIVEN,), (2,), (GIVEN,))
    return replace(experiments()["classifier"], loss=loss, learning_rate=RATE)


@pytest.fixture(scope="module")
def updates(experiment):
    """Return a frame of each update, in a step whose gradient is not 0, and the gradients."""
    return updates_of(experiment)


def updates_of(experiment):
    run, found = run_of(experiment), []
    for number, chapter in enumerate(run.chapters):
        if chapter.phase is Phase.UPDATE:
            (slopes,) = (chapter.arrays[name] for name in chapter.trace.inputs if name.startswith("d"))
            found.append((Frame(run, Position(number, int(np.flatnonzero(slopes)[0]))), slopes))
    return found


def test_it_falls_by_the_rate_times_the_squares_of_the_gradients(experiment, updates):
    (after,) = trained(experiment, 1)
    falling = FALLS[experiment.fitted_loss.aim.falls]
    fallen = falling(numbers_of(experiment)) - falling(numbers_of(after.experiment))
    assert fallen > 0
    assert np.isclose(fallen, RATE * sum((slopes**2).sum() for _, slopes in updates), rtol=1e-3)


def test_the_words_name_what_falls_and_nothing_else(experiment, updates):
    falls = experiment.fitted_loss.aim.falls
    for frame, _ in updates:
        said = str(why(frame))
        assert f"makes {falls} " in reason(frame)
        assert f"and {falls} goes down, if" in said or f"and {falls} with it, if" in said
        assert not [other for other in FALLS if other not in falls and other in f"{said}{reason(frame)}"]


def test_downhill_goes_only_what_is_learned(experiment, updates):
    learns = experiment.fitted_loss.aim.learns
    assert learns == (not why_aimless(experiment)) == (experiment.fitted_loss.aim.falls == "the loss")
    for frame, _ in updates:
        assert ("downhill" in title(frame)) == ("downhill" in str(why(frame))) == learns
        assert ("not something to learn" in str(why(frame))) == (not learns)
        assert ("Training panel at the left offers one" in str(why(frame))) == (not learns)
        assert ("without a target nothing is learned" in subtitle(frame.chapter)) == (not learns)


@pytest.mark.parametrize("name", ["sum", "cell"])
def test_what_stands_for_a_loss_tells_what_a_step_does_and_that_nothing_is_learned(name):
    run = run_of(replace(experiments()["classifier"], loss=Loss(name, (CHOSEN,))))
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.phase is Phase.LOSS)
    frame = Frame(run, Position(number, 0))
    assert "smaller, as it would any loss; but nothing is learned" in str(why(frame))
    assert "with no target to learn" in subtitle(frame.chapter)


def test_of_several_images_it_is_the_mean():
    experiment = experiments()["signed"]
    ((one, _), *_), ((two, _), *_) = (
        updates_of(replace(experiment, images=images)) for images in ((image(),), (image(), image() / 2))
    )
    assert "mean over the images" in str(why(two))
    assert "mean over the images" not in str(why(one))
