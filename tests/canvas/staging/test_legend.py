"""Under what grows from step to step a line says what the strength of its cells means, where there is room."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

SAID = {"finished", "more to come", "not reached yet"}
WAITS = {"not reached yet"}
STROKE = "changed by this stroke"
KNOWN = {*SAID, "terms to come", STROKE}


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


def legend(stage, kind, room, term=None):
    """Return the texts of the line in a chapter, with where they stand, and where its grids and its lens are."""
    run = run_of(Experiment((image(1, (8, 8)),), (convolved(1, 1, size=(8, 8)),)), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.resize(*room)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2, term)))
    scene = stage.scene()
    items = [i for i in scene.items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    said = {item.text(): item.sceneBoundingRect() for item in items if item.text() in KNOWN}
    return said, [*(grid.sceneBoundingRect() for grid in scene.grids.values()), scene.lens.rect]


def test_it_stands_under_what_is_scattered_to(stage):
    said, others = legend(stage, ChapterKind.SCATTER, (1221, 420))
    assert set(said) == SAID
    target = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    for rect in said.values():
        assert target.bottom() < rect.top() < target.bottom() + 20
        assert not any(rect.intersects(other) for other in others)
        assert stage.scene().sceneRect().contains(rect)


@pytest.mark.parametrize("room", [(690, 309), (965, 309), (1221, 347)])
def test_it_is_never_over_anything(stage, room):
    for kind in (ChapterKind.SCATTER, ChapterKind.ACCUMULATE):
        said, others = legend(stage, kind, room)
        assert set(said) in (SAID, set())
        assert len({round(rect.top()) for rect in said.values()}) in (
            0,
            1,
            3,
        )  # in a line, or below each other
        for rect in said.values():
            assert not any(rect.intersects(other) for other in others)
            assert stage.scene().sceneRect().contains(rect)


def test_of_what_is_written_at_once_it_says_what_is_hatched(stage):
    said, _ = legend(stage, ChapterKind.CONVOLVE, (1221, 420))
    assert set(said) == WAITS
    said, _ = legend(stage, ChapterKind.CONVOLVE, (1221, 420), term=3)
    assert set(said) == {*WAITS, "terms to come"}


def test_what_is_one_number_has_none(stage):
    said, _ = legend(stage, ChapterKind.LOSS, (1221, 420))
    assert not said


def test_where_shapes_tell_how_far_a_cell_is_finished_ones_are_as_any(stage):
    stage.set_palette(palette("high_contrast"))
    said, _ = legend(stage, ChapterKind.SCATTER, (1221, 420))
    assert set(said) == SAID - {"finished"}


def test_while_one_draws_it_says_what_is_outlined(stage):
    def run_with(value):
        picture = image(1, (8, 8))
        picture = np.where(np.eye(8)[:, :, None] == 1, value, picture)
        return run_of(Experiment((picture,), (convolved(1, 1, size=(8, 8)),)), WAYS["window by window"])

    before, after = run_with(0.0), run_with(1.0)
    number = next(n for n, one in enumerate(after.chapters) if one.kind is ChapterKind.CONVOLVE)
    stage.resize(1221, 420)
    for earlier, told in ((None, False), (before, True), (None, False)):
        stage.set_frame(Frame(after, Position(number, 40), earlier=earlier))
        items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
        assert (STROKE in {item.text() for item in items}) is told


@pytest.mark.parametrize("room", [(900, 420), (1221, 420)])
def test_it_sticks_out_towards_the_middle_of_the_stage_and_keeps_clear_of_its_edge(stage, room):
    said, _ = legend(stage, ChapterKind.SCATTER, room)
    target = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    assert set(said) == SAID
    right = max(rect.right() for rect in said.values())
    assert right <= stage.scene().sceneRect().right() - 8
    assert right <= target.right() + 1
