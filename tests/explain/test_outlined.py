"""What is outlined for a cell that is pointed at, and what is said of it, counted here step by step."""

import re

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.explain.outlined import met_now, outlined
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

SETTINGS = {
    "plain": {"padding": 1},
    "stride": {"padding": 1, "stride": (2, 3)},
    "dilation": {"padding": "valid", "dilation": (2, 1)},
    "even": {"padding": "valid", "kernel_size": (2, 2)},
}
FORWARD, SCATTER = ChapterKind.CONVOLVE, ChapterKind.SCATTER


def frame_of(kind, name, channels=1, filters=1, way="window by window"):
    layer = convolved(channels, filters, size=(6, 7), **SETTINGS[name])
    run = run_of(Experiment((image(channels),), (layer,)), WAYS[way])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    return Frame(run, Position(number, len(run.chapters[number].trace) // 2))


def parts(frame, cell):
    found = outlined(frame, cell, lambda array, cells: cells)
    return {one.array: ({tuple(row) for row in one.cells.tolist()}, one.words) for one in found}


def read(step, array):
    return {cell.index for cell in step.cells if cell.array == array}


def numbers(words):
    return [int(number) for number in re.findall(r"\d+", re.sub(r"\[.*?\]", "", words))]


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("channels", [1, 3])
def test_a_cell_of_the_image_is_outlined_with_all_its_windows(name, channels):
    frame = frame_of(FORWARD, name, channels)
    trace, now = frame.chapter.trace, frame.position.step
    cell = Cell("x_pad", (0, 3, 3, channels - 1))
    steps = [n for n, step in enumerate(trace) if cell in step.cells]
    windows = set().union(*(read(trace[n], "x_pad") for n in steps))
    cells, words = parts(frame, cell)["x_pad"]
    assert cells == windows
    if len(steps) > 1:
        assert numbers(words) == [sum(n <= now for n in steps), len(steps)]
    made, words = parts(frame, cell)["y"]
    assert made == {update.target.index for n in steps for update in trace[n].updates}
    written, waiting = sum(n <= now for n in steps), sum(n > now for n in steps)
    assert len(made) == 1 or numbers(words) == [count for count in (written, waiting) if count]


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize(("channels", "filters", "way"), [(1, 1, "window by window"), (3, 2, "all filters")])
@pytest.mark.parametrize(("kind", "array"), [(FORWARD, "x_pad"), (SCATTER, "dy")])
def test_of_a_weight_it_is_the_cells_that_it_meets_one_in_each_window(
    name, channels, filters, way, kind, array
):
    frame = frame_of(kind, name, channels, filters, way)
    trace, now = frame.chapter.trace, frame.position.step
    weight = Cell("weight", (1, 0, channels - 1, filters - 1))
    pairs = [
        (n, term) for n, step in enumerate(trace) for u in step.updates for term in u.terms if weight in term
    ]
    due = {one.index for _, term in pairs for one in term if one.array == array}
    cells, words = parts(frame, weight)[array]
    assert cells == due
    assert words.startswith("what meets W[1, 0]")
    windows = {n // max(np.prod(trace.shape[2:]), 1) for n, _ in pairs}
    if len(due) == len(windows):
        done = {n // max(np.prod(trace.shape[2:]), 1) for n, _ in pairs if n <= now}
        assert numbers(words.replace("W[1, 0]", "")) == [len(done), len(windows)]


def test_of_a_cell_that_is_scattered_to_it_is_what_adds_to_it():
    frame = frame_of(SCATTER, "plain")
    cell = Cell("dx_pad", (0, 3, 3, 0))
    steps = frame.chapter.trace.steps_of(cell)
    cells, words = parts(frame, cell)["dy"]
    assert len(cells) == 9
    assert (
        words
        == f"what adds to dX padded[3, 3]: {sum(n <= frame.position.step for n in steps)} of 9 steps done"
    )


def test_windows_count_once_however_many_filters_go_through_them():
    frame = frame_of(FORWARD, "plain", 1, 2, "all filters")
    cell = Cell("x_pad", (0, 3, 3, 0))
    places = [n // 2 for n, step in enumerate(frame.chapter.trace) if cell in step.cells]
    done = [place for place in places if place <= frame.position.step // 2]
    _, words = parts(frame, cell)["x_pad"]
    assert numbers(words) == [len(set(done)), len(set(places))]


def test_of_what_is_not_seen_nothing_is_said():
    frame = frame_of(FORWARD, "plain", 1, 2, "all filters")
    cell = Cell("x_pad", (0, 3, 3, 0))
    found = outlined(frame, cell, lambda array, cells: cells[cells[:, -1] == 0])
    (made,) = (one for one in found if one.array == "y")
    assert (made.cells[:, -1] == 0).all()
    assert sum(numbers(made.words)) == len(made.cells) == 9


@pytest.mark.parametrize(("kind", "channels"), [(FORWARD, 3), (SCATTER, 3), (ChapterKind.ACTIVATE_BACK, 1)])
def test_what_a_cell_meets_now_is_in_a_product_with_it_or_made_of_it(kind, channels):
    layers = (convolved(channels, 1), Activation("tanh"))
    run = run_of(Experiment((image(channels),), layers), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    frame = Frame(run, Position(number, 17))
    for cell in frame.step.cells:
        due = {cell}
        for update in frame.step.updates:
            own = [t for t in update.terms if cell in t or cell == update.target or cell in update.aside]
            if own:
                due |= {
                    update.target,
                    *update.aside,
                    *(one for t in own for one in t if isinstance(one, Cell)),
                }
        assert met_now(frame, cell) == due
