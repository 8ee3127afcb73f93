"""What stands on the stage in every kind of chapter, and that it fits."""

from itertools import combinations

import numpy as np
import pytest
from run_catalogue import KINDS, runs

from cnnviz.canvas.layout import HEADING, Facts, arrange
from cnnviz.canvas.plan import Plan, Size
from cnnviz.canvas.scenes import plan
from cnnviz.trace.timeline import Position

each_run = pytest.mark.parametrize("run", [pytest.param(run, id=name) for name, run in runs()])
ROOMS = [(320, 200), (760, 330), (1000, 450), (2300, 1100)]

# What a step touches without all of it being on the stage: all channels at once where one stands for them.
ONE_STANDS_FOR_ALL = {"spread", "turn"}


def frames(run):
    """Yield some steps of every chapter: the first, the last and two between."""
    for number, chapter in enumerate(run.chapters):
        count = len(chapter.trace)
        for step in sorted({0, count // 3, count // 2, count - 1}):
            yield run.frame(Position(number, step))


def plans(run):
    """Yield each chapter with what stands on the stage."""
    for number, chapter in enumerate(run.chapters):
        frame = run.frame(Position(number, len(chapter.trace) - 1))
        yield chapter, plan(chapter, frame.focus)


def facts(made, chapter):
    """Return what the layout has to know, with letters seven or eight pixels wide."""
    shapes = {leaf.key: leaf.plane(chapter.arrays[leaf.array]).shape for leaf in made.leaves}
    titles = {leaf.key: 8 * len(leaf.title) for leaf in (*made.leaves, *made.plots)}
    headings = {leaf.key: titles[leaf.key] + 7 * len(leaf.subtitle) for leaf in (*made.leaves, *made.plots)}
    return Facts(shapes | {leaf.key: (150, 190) for leaf in made.plots}, titles, headings)


def test_the_runs_have_every_kind_of_chapter():
    assert {chapter.kind for _, run in runs() for chapter in run.chapters} == KINDS


@each_run
def test_keys_are_unique_and_links_lead_between_them(run):
    for frame in frames(run):
        made = plan(frame.chapter, frame.focus)
        keys = [leaf.key for leaf in made.leaves]
        assert len(set(keys)) == len(keys)
        for sources, target in made.links:
            assert {*sources, target} <= set(keys)


@each_run
def test_every_arrangement_has_the_same_grids(run):
    for _, made in plans(run):
        for group in made.arrangements:
            again = Plan((group,), made.links)
            assert {leaf.key for leaf in again.leaves} == {leaf.key for leaf in made.leaves}


@each_run
def test_a_place_on_a_grid_is_one_cell_and_that_cell_is_there(run):
    for chapter, made in plans(run):
        for leaf in made.leaves:
            array = chapter.arrays[leaf.array]
            plane = leaf.plane(array)
            for place in np.ndindex(plane.shape):
                cell = leaf.cell(*place)
                assert leaf.locate(np.array([cell.index])).tolist() == [list(place)]
                np.testing.assert_equal(plane[place], array[cell.index])


@each_run
def test_what_a_step_reads_and_writes_is_on_the_stage(run):
    for frame in frames(run):
        leaves = [leaf for leaf in plan(frame.chapter, frame.focus).leaves if leaf.size is not Size.SMALL]
        touched = frame.step.reads | frame.step.writes
        hidden = {cell for cell in touched if not any(shows(leaf, cell) for leaf in leaves)}
        if frame.chapter.kind not in ONE_STANDS_FOR_ALL:
            assert not hidden, (frame.chapter.key, hidden)


def shows(leaf, cell):
    return leaf.array == cell.array and len(leaf.locate(np.array([cell.index])))


@each_run
@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_nothing_overlaps_at_any_size(run, room):
    for chapter, made in plans(run):
        known = facts(made, chapter)
        layout = arrange(made, known, room)
        boxes = []
        for key, spot in layout.spots.items():
            rows, columns = known.shapes[key]
            assert spot.cell >= 1
            box = spot.x, spot.y - HEADING, spot.x + columns * spot.cell, spot.y + rows * spot.cell
            assert min(box) >= 0
            assert box[2] <= max(layout.width, room[0])
            assert box[3] <= max(layout.height, room[1])
            boxes.append(box)
        for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(boxes, 2):
            assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1, chapter.key


@each_run
def test_headings_do_not_run_into_what_is_beside_them(run):
    for chapter, made in plans(run):
        for room in ROOMS:
            layout = arrange(made, facts(made, chapter), room)
            for key, spot in layout.spots.items():
                end = spot.x + layout.headings[key]
                for other, there in layout.spots.items():
                    beside = there.x > spot.x and abs(there.y - spot.y) < HEADING
                    assert not beside or end <= there.x, (chapter.key, key, other, room)
