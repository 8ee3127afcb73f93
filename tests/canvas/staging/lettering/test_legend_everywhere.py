"""Wherever cells are hatched it says so: under a grid, under small ones, or over one in the line of its heading."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem

from cnnviz.canvas.grids.cells import UNTOUCHED
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

NUMBERS = {ChapterKind.LOSS, ChapterKind.UPDATE_BIAS}  # of which no grid is written cell by cell
CROWDED = {ChapterKind.FLATTEN_BACK}  # four grids from the top of the stage to its bottom
NARROW = {ChapterKind.CONVOLVE, ChapterKind.SCATTER, ChapterKind.LINEAR_INPUT, ChapterKind.CROSS_ENTROPY}
"""Chapters in which there may be no room beside what is written where the stage is narrow."""


@pytest.fixture(scope="module")
def runs():
    return {
        "letter": run_of(first_example(), RunOptions(0)),
        "classifier": run_of(classifier(), RunOptions(0)),
    }


def frames(run):
    for number, chapter in enumerate(run.chapters):
        if chapter.kind not in NUMBERS:
            yield Frame(run, Position(number, (len(chapter.trace) - 1) // 2))


def said(stage):
    """Return where what is said of the hatches stands."""
    items = [item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    return [i.sceneBoundingRect() for i in items if i.isVisible() and i.text() == "not reached yet"]


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["letter", "classifier"])
def test_what_is_hatched_is_said_in_the_window_of_the_start(new_stage, runs, name):
    stage = new_stage(1181, 427)
    for frame in frames(runs[name]):
        stage.set_frame(frame)
        hatched = any((grid.progress == UNTOUCHED).any() for grid in stage.scene().grids.values())
        assert len(said(stage)) >= hatched or frame.chapter.kind in CROWDED, frame.chapter.key


@pytest.mark.some(1)
@pytest.mark.parametrize("room", [(1181, 427), (861, 427), (925, 395)])
def test_it_keeps_clear_of_all_words_and_grids(new_stage, runs, room):
    stage = new_stage(*room)
    for run in runs.values():
        for frame in frames(run):
            stage.set_frame(frame)
            scene = stage.scene()
            grids = [grid.sceneBoundingRect() for grid in scene.grids.values() if grid.isVisible()]
            for own in said(stage):
                others = [*(word for word in scene.words if word != own), *grids, scene.lens.rect]
                near = own.adjusted(0, 0, 8, 0)  # at its left is its swatch
                assert not any(near.intersects(other) for other in others), frame.chapter.key


def test_where_it_has_no_room_beside_what_is_written_it_is_said_all_the_same(new_stage, runs):
    stage = new_stage(925, 395)
    for frame in frames(runs["classifier"]):
        if frame.chapter.kind in NARROW:
            stage.set_frame(frame)
            assert said(stage), frame.chapter.key


def test_under_what_a_linear_layer_gives_back_it_may_reach_out_at_the_right(new_stage, runs):
    stage = new_stage(904, 427)
    (frame,) = (one for one in frames(runs["classifier"]) if one.chapter.kind is ChapterKind.LINEAR_INPUT)
    stage.set_frame(frame)
    (made,) = frame.chapter.trace.outputs
    grids = [grid for key, grid in stage.scene().grids.items() if key.startswith(f"{made}.")]
    last = grids[-1].sceneBoundingRect()
    (own,) = said(stage)
    assert 0 < own.top() - last.bottom() < 20
    assert last.left() < own.left() < last.right()


def test_at_the_end_of_what_one_channel_is_followed_in_nothing_is_said_to_wait(new_stage, runs):
    stage, seen = new_stage(1181, 427), 0
    run = runs["classifier"]
    for number, chapter in enumerate(run.chapters):
        if chapter.followed is not None and chapter.kind in (ChapterKind.CONVOLVE, ChapterKind.MAX_POOL):
            for step, waits in ((0, True), (len(chapter.trace) - 1, False)):
                stage.set_frame(Frame(run, Position(number, step)))
                assert bool(said(stage)) == waits, chapter.key
                seen += 1
    assert seen == 4


@pytest.mark.parametrize("step", [0, 5, 9])
def test_it_does_not_depend_on_the_step_at_which_one_comes(new_stage, runs, step):
    run = runs["classifier"]
    (number,) = (n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.CROSS_ENTROPY)
    stage = new_stage(1181, 427)
    stage.set_frame(Frame(run, Position(number, step)))
    assert len(said(stage)) == 1


def test_where_a_grid_has_no_room_over_it_either_it_stands_under_the_small_ones(new_stage, runs):
    stage = new_stage(861, 427)
    frame = next(f for f in frames(runs["classifier"]) if f.chapter.kind is ChapterKind.CONVOLVE)
    stage.set_frame(frame)
    scene = stage.scene()
    small = [scene.grids[p.key].sceneBoundingRect() for p in scene.plan.planes if p.key.startswith("small")]
    (own,) = said(stage)
    assert own.top() > max(grid.bottom() for grid in small)


@pytest.mark.some(1)
@pytest.mark.parametrize(("room", "wide"), [((1181, 427), True), ((901, 427), False), ((925, 395), False)])
def test_it_stands_by_what_is_written_or_still_to_come_or_else_by_another_grid(new_stage, runs, room, wide):
    stage = new_stage(*room)
    for run in runs.values():
        for frame in frames(run):
            stage.set_frame(frame)
            scene, outputs, number = stage.scene(), frame.chapter.trace.outputs, frame.position.chapter
            for own in said(stage):
                told = scene.plan.planes
                if wide or frame.chapter.kind not in NARROW:
                    told = [p for p in told if p.array in outputs or (p.chapter or 0) > number]
                away = min(_away(scene.grids[plane.key], own) for plane in told)
                assert away <= 120, (
                    frame.chapter.key,
                    away,
                )  # its swatch and another entry are between, or lines


def _away(grid, own):
    """Return how far a grid is from a text, in pixels down and across."""
    rect = grid.sceneBoundingRect()
    across = max(rect.left() - own.right(), own.left() - rect.right(), 0)
    return across + max(rect.top() - own.bottom(), own.top() - rect.bottom(), 0)


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.SCATTER, ChapterKind.CROSS_ENTROPY])
def test_when_all_is_reached_it_is_said_no_longer_and_nothing_else_moves(new_stage, runs, kind):
    stage, run = new_stage(1181, 427), run_of(classifier(), RunOptions(None))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    last = len(run.chapters[number].trace) - 1
    seen = []
    for step in (last, last // 2, last):
        stage.set_frame(Frame(run, Position(number, step)))
        assert len(said(stage)) == (step < last)
        items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
        seen.append({i.text(): i.pos() for i in items if i.text() in ("finished", "more to come")})
    assert seen[0] == seen[1] == seen[2]
