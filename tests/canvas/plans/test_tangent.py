"""A tangent is drawn on the graph, and ends where that does: nothing sticks out of its frame."""

import numpy as np
import pytest

from cnnviz.canvas.plans.graph import HEIGHT, WIDTH, graph_of, point_of
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "sigmoid", "tanh", "identity"])
def test_it_ends_within_the_axes_and_has_the_slope_of_the_curve_there(name):
    image = frozen(np.linspace(-6.5, 6.5, 27).reshape(3, 9, 1))
    run = run_of(Experiment((image,), (Activation(name),)))
    (number,) = (n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACTIVATE_BACK)
    lengths = []
    for step in range(27):
        frame = Frame(run, Position(number, step))
        graph = graph_of(frame)
        (left, top), (right, bottom) = (
            graph.place(-graph.reach, graph.high),
            graph.place(graph.reach, graph.low),
        )
        point = point_of(graph, frame)
        ((begin, end),) = point.lines
        for x, y in (begin, end):
            assert left - 0.01 <= x <= right + 0.01
            assert top - 0.01 <= y <= bottom + 0.01
        along = (end[0] - begin[0]) / (right - left), (begin[1] - end[1]) / (bottom - top)
        sides = ((x - point.place[0], y - point.place[1]) for x, y in (begin, end))
        (a, b), (c, d) = sides
        assert a * d == pytest.approx(b * c, abs=0.1)  # the point is on it
        slope = along[1] * (graph.high - graph.low) / (along[0] * 2 * graph.reach)
        assert slope == pytest.approx(float(frame.arrays["dz"][frame.step.updates[0].target.index]), abs=0.01)
        lengths.append(along[0])
    assert 0.2 < max(lengths) <= 1 / 3 + 1e-9  # where little is in its way
    assert 0 < right < WIDTH
    assert 0 < bottom < HEIGHT
