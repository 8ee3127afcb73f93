"""What made a cell is found in whatever chapter, and where nothing did, a sentence says so."""

import pytest
from gallery_frames import frame_at
from run_catalogue import experiments, runs

from cnnviz.explain.ledgers.origin import origin, position_of, why_none
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def at(run, key, step=0):
    keys = [chapter.key for chapter in run.chapters]
    return Frame(run, Position(keys.index(key), step))


@pytest.mark.parametrize(
    ("key", "cell", "chapter", "array"),
    [
        ("convolve", Cell("y", (0, 3, 4, 0)), "convolve", "y"),
        ("convolve", Cell("x_pad", (0, 3, 4, 0)), "pad", "x_pad"),
        ("activate", Cell("z", (0, 3, 4, 0)), "convolve", "y"),
        ("max_pool_back", Cell("x_pad", (0, 3, 4, 0)), "activate", "a"),
        ("scatter", Cell("dy", (0, 3, 4, 0)), "activate_back", "dz"),
        ("crop", Cell("dx_pad", (0, 3, 4, 0)), "scatter", "dx_pad"),
        ("update_weight", Cell("dweight", (0, 1, 0, 0)), "accumulate", "dweight"),
    ],
)
def test_a_cell_leads_to_the_chapter_that_wrote_it(key, cell, chapter, array):
    run = frame_at("letter").timeline
    made = origin(at(run, key), cell)
    assert run.chapters[made.chapter].key == chapter
    assert made.cell == Cell(array, cell.index)
    position = position_of(at(run, key), made)
    assert made.cell in run.step(position).writes


@pytest.mark.parametrize(
    ("key", "step", "there"), [("scatter", 3, 3), ("scatter", 0, 1), ("scatter", 60, 19), ("crop", 3, 19)]
)
def test_a_growing_cell_leads_to_the_last_step_that_has_added_to_it(key, step, there):
    run = frame_at("letter").timeline
    frame = at(run, key, step)
    made = origin(frame, Cell("dx_pad", (0, 2, 3, 0)))
    assert position_of(frame, made).step == there


def test_what_the_turned_kernel_reads_leads_to_where_it_was_turned():
    run = run_of(experiments()["grey"], RunOptions(0, "full", "correlate"))
    frame = at(run, "full")
    assert run.chapters[origin(frame, Cell("weight_turned", (0, 0, 0, 0))).chapter].key == "turn"
    assert run.chapters[origin(frame, Cell("dy_spread", (0, 2, 2, 0))).chapter].key == "spread"


def test_the_numbers_are_the_same_at_both_ends():
    for _, run in runs():
        for number, chapter in enumerate(run.chapters):
            frame = Frame(run, Position(number, 0))
            for name, array in chapter.trace.inputs.items():
                cell = Cell(name, tuple(size // 2 for size in array.shape))
                cell = Cell(name, (chapter.sample, *cell.index[1:])) if chapter.info[name].sampled else cell
                made = origin(frame, cell)
                if made is not None:
                    there = run.chapters[made.chapter].arrays[made.cell.array]
                    assert there[made.cell.index] == array[cell.index]


@pytest.mark.parametrize(
    ("key", "cell", "said"),
    [
        ("pad", Cell("x", (0, 1, 1, 0)), "X was set up, not computed"),
        ("convolve", Cell("weight", (1, 1, 0, 0)), "W was set up, not computed"),
        ("max_pool", Cell("mask", (0, 1, 1, 0)), "mask is shown beside the others"),
    ],
)
def test_what_no_step_makes_is_told_in_a_sentence(key, cell, said):
    frame = at(frame_at("letter").timeline, key)
    assert origin(frame, cell) is None
    assert why_none(frame, cell).startswith(said)


def test_what_is_not_followed_is_told_so():
    frame = frame_at("b")
    cell = Cell("y", (0, 1, 1, 1))
    assert origin(frame, cell) is None
    assert "not followed" in why_none(frame, cell)
