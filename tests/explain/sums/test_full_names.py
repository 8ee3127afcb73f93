"""Where an array has several channels or filters the strip says of which of them the cell is that it tells of."""

import pytest
from run_catalogue import WAYS, experiments

from cnnviz.explain.naming import full_name
from cnnviz.explain.sums.formula import formula
from cnnviz.run.array_info import KERNELS
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

COLOURS = ("red", "green", "blue")


def at(run, key, step=0):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.key == key)
    return Frame(run, Position(number, step))


@pytest.mark.parametrize("way", ["window by window", "cell by cell"])
def test_a_gradient_of_a_colour_picture_names_its_colour(way):
    run, seen = run_of(experiments()["colour"], WAYS[way]), set()
    keys = {"accumulate", "correlate", "scatter", "gather"} & {chapter.key for chapter in run.chapters}
    for key in keys:
        count = len(at(run, key).chapter.trace)
        for step in range(0, count, max(count // 9, 1)):
            made = formula(at(run, key, step))
            (cell,), chapter = made.target.cells, at(run, key).chapter
            if chapter.info[cell.array].axes == KERNELS:
                assert made.target.text.endswith(f" {COLOURS[cell.index[2]]}, filter {cell.index[3]}")
            elif len(cell.index) == 4:
                assert made.target.text.endswith(f"] {COLOURS[cell.index[3]]}")
            else:
                continue
            seen.add(key)
    assert seen == keys
    assert len(keys) == 2


def test_one_channel_and_one_filter_are_not_named():
    run = run_of(experiments()["grey"], WAYS["window by window"])
    for key in ("convolve", "accumulate", "scatter", "update_weight"):
        text = formula(at(run, key)).target.text
        assert text.endswith("]") or text == "db"


def test_no_two_cells_of_an_array_have_one_name():
    run = run_of(experiments()["separable"], WAYS["all filters"])
    for chapter in run.chapters:
        for name in chapter.trace.outputs:
            shape = chapter.arrays[name].shape
            if len(shape) == 4:
                last = Cell(name, tuple(size - 1 for size in shape))
                first = Cell(name, (*last.index[:-1], 0))
                assert shape[3] == 1 or full_name(first, chapter) != full_name(last, chapter), (
                    chapter.key,
                    name,
                )
