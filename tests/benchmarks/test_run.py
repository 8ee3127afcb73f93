"""How fast a whole run is, chapter by chapter: `python -m pytest tests/benchmarks/test_run.py -q -s`."""

import numpy as np
import pytest
from measured_ratios import in_turns
from measured_windows import Numbers, both_ways, deep_network, painted, whole_network
from run_draws import network

from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.numbers.training import trained
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ENGINE = "the engine's forward and backward"
NUMBERS = "paintings of two hundred numbers"
STEP = "steps"
ALONE = "rounds of the engine's network alone"
WAYS = {
    "scatter, accumulate": RunOptions(0),
    "gather, correlate": RunOptions(0, "gather", "correlate"),
    "full, correlate": RunOptions(0, "full", "correlate"),
    "all filters": RunOptions(None),
}


@pytest.fixture(autouse=True)
def _collected_rarely(collected_rarely):
    collected_rarely()


@pytest.mark.parametrize("way", WAYS)
def test_a_state_of_every_chapter(measured, qapp, way):
    experiment = deep_network(64, 3, 8)
    run, random = run_of(experiment, WAYS[way]), np.random.default_rng(0)

    def states():
        for chapter in run.chapters:
            chapter.trace.state(int(random.integers(0, len(chapter.trace) + 1)))

    works = {f"a state of every chapter, {way}": states, NUMBERS: Numbers().paint_all}
    measured.compare(lambda: in_turns(works, 40))


@pytest.mark.parametrize("way", WAYS)
def test_a_frame_at_random(measured, qapp, way):
    experiment = deep_network(64, 3, 8)
    run, random = run_of(experiment, WAYS[way]), np.random.default_rng(0)

    def look():
        frame = Frame(run, run.at(int(random.integers(0, len(run)))))
        return frame.arrays, frame.progress, frame.step, frame.focus

    works = {f"a frame at random, {way}": look, NUMBERS: Numbers().paint_all}
    measured.compare(lambda: in_turns(works, 300, warm=100))


@pytest.mark.parametrize("side", [28, 64])
def test_making_a_run(measured, side):
    experiment = deep_network(side, 1, 4)
    works = {
        f"a run of {side}x{side}": lambda: run_of(experiment, RunOptions(0)),
        ENGINE: both_ways(experiment),
    }
    measured.compare(lambda: in_turns(works, 40))


def test_a_round_of_training(measured):
    experiment = whole_network(28, 1, 8)
    rounds = 20

    def alone():
        bare, images = network(experiment), experiment.batch
        for _ in range(rounds):
            arrays = bare.forward(images)
            bare = bare.step(bare.gradients(np.ones_like(arrays[-1]), arrays), 0.1)

    works = {f"{rounds} rounds of training": lambda: trained(experiment, rounds), ALONE: alone}
    measured.compare(lambda: in_turns(works, 30), goals={ALONE: 2})


BACK = ["average_pool_back", "max_pool_back", "activate_back", "accumulate", "scatter", "crop"]
OPTIONS = {
    "correlate": {"weight_gradient": "correlate"},
    "gather": {"input_gradient": "gather"},
    "full": {"input_gradient": "full"},
}


def on_and_on(session):
    """Return what goes a step on in the chapter in hand, and from its last to its first."""
    chapter, steps = session.position.chapter, len(session.frame.chapter.trace)
    return lambda: session.seek(Position(chapter, (session.position.step + 1) % steps))


@pytest.mark.parametrize("key", [*BACK, *OPTIONS])
@pytest.mark.parametrize(("side", "channels", "filters"), [(28, 1, 4), (64, 3, 8)])
def test_step_to_painted_on_the_way_back(measured, opened, key, side, channels, filters):
    session = opened(deep_network(side, channels, filters), key, 0, **OPTIONS.get(key, {})).session
    name = f"step of {key}, {side}x{side}x{channels}, {filters} filters"
    works = {name: painted(on_and_on(session)), NUMBERS: Numbers().paint_all}
    measured.compare(lambda: in_turns(works, 200))


@pytest.mark.parametrize(("side", "channels", "filters"), [(28, 1, 4), (64, 3, 8)])
def test_scrub_over_a_whole_run(measured, opened, side, channels, filters):
    session = opened(deep_network(side, channels, filters)).session
    random, timeline = np.random.default_rng(0), session.timeline
    works = {
        f"scrub, {side}x{side}x{channels}, {filters} filters": painted(
            lambda: session.seek(timeline.at(int(random.integers(0, len(timeline)))))
        ),
        STEP: painted(lambda: session.move(1)),
    }
    measured.compare(lambda: in_turns(works, 200, warm=40), goals={STEP: 2})
