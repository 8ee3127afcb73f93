"""The axes of an activation's graph have numbers at their ends, whatever its function and its range."""

import numpy as np
import pytest

from cnnviz.canvas.plans.graph import HEIGHT, WIDTH, graph_of
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def graph(name, most):
    image = frozen(np.linspace(-most, most, 9).reshape(3, 3, 1))
    run = run_of(Experiment((image,), (Activation(name),)))
    (number,) = (n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACTIVATE)
    return graph_of(Frame(run, Position(number, 0)))


@pytest.mark.parametrize(
    ("name", "most", "across", "up"),
    [
        ("relu", 0.1, 4, [4]),
        ("relu", 6.5, 6, [6]),
        ("leaky_relu", 6.5, 6, [6]),
        ("leaky_relu", 1000, 20, [20]),
        ("sigmoid", 3, 4, [1]),
        ("tanh", 9, 9, [-1, 1]),
        ("identity", 6.5, 6, [-6, 6]),
    ],
)
def test_their_ends_and_where_they_meet_have_numbers(name, most, across, up):
    made = graph(name, most)
    numbers = [int(tick.text.replace("−", "-")) for tick in made.ticks]
    assert numbers == [-across, 0, across, *up]
    for tick, number, upright in zip(made.ticks, numbers, [False] * 3 + [True] * len(up), strict=True):
        middle = np.mean(tick.line, axis=0)
        assert tuple(middle) == pytest.approx(made.place(*((0, number) if upright else (number, 0))))
        assert 6 < tick.at[0] < WIDTH - 6
        assert 8 < tick.at[1] < HEIGHT - 2
