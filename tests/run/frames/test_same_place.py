"""A place in one run is found in another: the same cell of the same chapter, or the nearest that there is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.same_place import same_place
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

windows = st.builds(
    Window,
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.sampled_from(["valid", "same", (1, 2)]),
)
sizes = st.tuples(st.integers(3, 7), st.integers(3, 7))


def run(size=(5, 5), window=None, last=True):
    layers = (convolution(window or Window(), 1), *((Activation(),) if last else ()))
    return run_of(Experiment((np.ones((*size, 1)),), layers), RunOptions(0))


@given(sizes, windows, sizes, windows, st.data())
def test_the_place_exists_and_is_in_the_same_chapter_if_that_exists(size, window, other, another, data):
    before, after = run(size, window), run(other, another)
    frame = Frame(before, before.at(data.draw(st.integers(0, len(before) - 1))))
    found = same_place(after, frame)
    assert after.nearest(found) == found
    keys = [chapter.key for chapter in after.chapters]
    if frame.chapter.key in keys:
        assert after.chapters[found.chapter].key == frame.chapter.key
        shapes = frame.chapter.trace.shape, after.chapters[found.chapter].trace.shape
        at = np.unravel_index(frame.position.step, shapes[0])
        expected = np.minimum(at, np.array(shapes[1]) - 1)
        assert tuple(expected) == np.unravel_index(found.step, shapes[1])


@given(sizes, windows, st.data())
def test_in_a_run_of_the_same_shape_it_is_the_place_itself(size, window, data):
    before, after = run(size, window), run(size, window)
    position = before.at(data.draw(st.integers(0, len(before) - 1)))
    assert same_place(after, Frame(before, position)) == position


WAYS = {
    "scatter": ("scatter", "accumulate"),
    "gather": ("gather", "correlate"),
    "full": ("full", "correlate"),
    "accumulate": ("scatter", "accumulate"),
    "correlate": ("full", "correlate"),
}
SWITCHES = [(a, b) for a in ("scatter", "gather", "full") for b in ("scatter", "gather", "full") if a != b]
SWITCHES += [("accumulate", "correlate"), ("correlate", "accumulate")]


@pytest.mark.some(3)
@pytest.mark.parametrize(("way", "other"), SWITCHES)
@given(sizes, windows, st.data())
def test_another_way_to_the_same_array_writes_a_cell_in_hand(way, other, size, window, data):
    experiment = Experiment((np.ones((*size, 2)),), (convolution(window, 2, 2),))
    before, after = (run_of(experiment, RunOptions(None, *WAYS[key])) for key in (way, other))
    number = next(k for k, chapter in enumerate(before.chapters) if chapter.key == way)
    step = data.draw(st.integers(0, len(before.chapters[number].trace) - 1))
    frame = Frame(before, Position(number, step))
    found = same_place(after, frame)
    trace = after.chapters[found.chapter].trace
    assert after.chapters[found.chapter].key == other
    cells, written = ({update.target for update in at.step.updates} for at in (frame, Frame(after, found)))
    assert cells & written or not any(
        len(trace.steps_of(cell)) for cell in cells if cell.array in trace.outputs
    )


@pytest.mark.parametrize(
    ("way", "step", "other", "expected"),
    [
        ("accumulate", 4, "correlate", 4),  # every window adds to all of dW: it is the middle of both
        ("accumulate", 8, "correlate", 8),
        ("correlate", 5, "accumulate", 5),
        ("scatter", 4, "gather", 6),  # the window at (1, 1): its corner
        ("gather", 24, "scatter", 8),  # only the last window reaches the last cell
        ("gather", 13, "full", 13),
        ("spread", 3 * 7 + 4, "scatter", 5),  # dY[1, 2] lies there
        ("turn", 4, "gather", 11),
        ("bias_gradient", 0, "accumulate", 0),
    ],
)
def test_in_another_way_one_is_where_the_same_cells_are_or_as_far_on(way, step, other, expected):
    experiment = Experiment((np.ones((5, 5, 1)),), (convolution(Window((3, 3), (1, 1), "valid"), 1),))
    before, after = (
        run_of(experiment, RunOptions(0, *WAYS.get(key, ("full", "correlate")))) for key in (way, other)
    )
    number = next(k for k, chapter in enumerate(before.chapters) if chapter.key == way)
    found = same_place(after, Frame(before, Position(number, step)))
    assert (after.chapters[found.chapter].key, found.step) == (other, expected)


@pytest.mark.parametrize(
    ("key", "arrives", "step"), [("activate", "loss", 0), ("activate_back", "accumulate", 0)]
)
def test_where_a_chapter_is_gone_the_next_begins(key, arrives, step):
    before, after = run(), run(last=False)
    chapter = next(k for k, chapter in enumerate(before.chapters) if chapter.key == key)
    found = same_place(after, Frame(before, Position(chapter, 3)))
    assert (after.chapters[found.chapter].key, found.step) == (arrives, step)
