"""What stands on the stage in every kind of chapter, and that it fits."""

from itertools import combinations

import numpy as np
import pytest
from run_catalogue import runs

from cnnviz.canvas.plans.boxes import HEADING, PlaneSizes
from cnnviz.canvas.plans.layout import arrange
from cnnviz.canvas.plans.stage_plan import Size, StagePlan
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.plane_items import plan_of
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

each_run = pytest.mark.parametrize("run", [pytest.param(run, id=name) for name, run in runs()])
ROOMS = [(320, 200), (760, 330), (1000, 450), (2300, 1100)]

APART = 10
"""Pixels between two headings on one height, at least, so that they do not read as one."""
# What a step touches without all of it being on the stage: all channels at once where one stands for them.
ONE_STANDS_FOR_ALL = {"spread", "turn"}


def frames(run):
    """Yield some steps of every chapter: the first, the last and two between."""
    for number, chapter in enumerate(run.chapters):
        count = len(chapter.trace)
        for step in sorted({0, count // 3, count // 2, count - 1}):
            yield Frame(run, Position(number, step))


def plans(run):
    """Yield each chapter with what stands on the stage."""
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) - 1))
        yield chapter, stage_plan(chapter, frame.focus)


def facts(made, chapter):
    """Return what the layout has to know, with letters seven or eight pixels wide."""
    shapes = {plane.key: plane.of(chapter.arrays[plane.array]).shape for plane in made.planes}
    titles = {plane.key: 8 * len(plane.title) for plane in (*made.planes, *made.plots)}
    headings = {
        plane.key: titles[plane.key] + 7 * len(plane.subtitle) for plane in (*made.planes, *made.plots)
    }
    return PlaneSizes(shapes | {plane.key: (150, 190) for plane in made.plots}, titles, headings)


def test_the_runs_have_every_kind_of_chapter():
    assert {chapter.kind for _, run in runs() for chapter in run.chapters} == set(ChapterKind)


@pytest.mark.some(16)
@each_run
def test_keys_are_unique_and_links_lead_between_them(run):
    for frame in frames(run):
        made = stage_plan(frame.chapter, frame.focus)
        keys = [plane.key for plane in made.planes]
        assert len(set(keys)) == len(keys)
        for sources, target in made.links:
            assert {*sources, target} <= set(keys)


@pytest.mark.some(16)
@each_run
def test_every_arrangement_has_the_same_grids(run):
    for _, made in plans(run):
        for group in made.arrangements:
            again = StagePlan((group,), made.links)
            assert {plane.key for plane in again.planes} == {plane.key for plane in made.planes}


def wrapped(box):
    """Yield the sizes of what is wrapped."""
    for child in getattr(box, "children", ()):
        if box.direction == "wrap":
            yield child.size
        yield from wrapped(child)


@pytest.mark.some(16)
@each_run
def test_small_grids_alone_are_wrapped(run):
    """What is wrapped is measured once, whatever size the others have."""
    for frame in frames(run):
        for lens in (True, False):
            for group in plan_of(frame, lens=lens).arrangements:
                assert set(wrapped(group)) <= {Size.SMALL}


@pytest.mark.some(8)
@each_run
def test_a_place_on_a_grid_is_one_cell_and_that_cell_is_there(run):
    for chapter, made in plans(run):
        for plane in made.planes:
            array = chapter.arrays[plane.array]
            values = plane.of(array)
            for place in np.ndindex(values.shape):
                cell = plane.cell(*place)
                assert plane.locate(np.array([cell.index])).tolist() == [list(place)]
                np.testing.assert_equal(values[place], array[cell.index])


@pytest.mark.some(8)
@each_run
def test_what_a_step_reads_and_writes_is_on_the_stage(run):
    for frame in frames(run):
        planes = [
            plane for plane in stage_plan(frame.chapter, frame.focus).planes if plane.size is not Size.SMALL
        ]
        touched = frame.step.reads | frame.step.writes
        hidden = {cell for cell in touched if not any(shows(plane, cell) for plane in planes)}
        if frame.chapter.kind.value not in ONE_STANDS_FOR_ALL:
            assert not hidden, (frame.chapter.key, hidden)


def shows(plane, cell):
    return plane.array == cell.array and len(plane.locate(np.array([cell.index])))


@each_run
@pytest.mark.parametrize("room", ROOMS, ids=str)
@pytest.mark.some(16)
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
@pytest.mark.some(6)
def test_headings_do_not_run_into_what_is_beside_them(run):
    for chapter, made in plans(run):
        for room in ROOMS:
            known = facts(made, chapter)
            layout = arrange(made, known, room)
            for key, spot in layout.spots.items():
                end = spot.x + layout.headings[key]
                for other, there in layout.spots.items():
                    beside = there.x > spot.x and abs(there.y - spot.y) < HEADING
                    assert not beside or end <= there.x, (chapter.key, key, other, room)
                    named = known.headings[other] and layout.headings[key] > known.titles[key]
                    assert not (beside and named) or end + APART <= there.x, (chapter.key, key, other, room)


def test_a_small_mask_stands_behind_the_channels_of_what_is_written():
    run = run_of(classifier(), RunOptions(0))
    chapter = next(one for one in run.chapters if one.kind is ChapterKind.MAX_POOL)
    made = stage_plan(chapter, 0, lens=True)
    orders = [StagePlan((group,), ()).planes for group in made.arrangements]
    small = [[one.array for one in order if one.size is Size.SMALL] for order in orders]
    assert ["y", "y", "y", "mask"] in small
    assert all("mask" not in order[:-1] for order in small)
