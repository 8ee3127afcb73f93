"""Under what grows from step to step a line says what the strength of its cells means, where there is room."""

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


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


def legend(stage, kind, room):
    """Return the texts of the line in a chapter, with where they stand, and where its grids and its lens are."""
    run = run_of(Experiment((image(1, (8, 8)),), (convolved(1, 1, size=(8, 8)),)), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.resize(*room)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2)))
    scene = stage.scene()
    items = [i for i in scene.items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    said = {item.text(): item.sceneBoundingRect() for item in items if item.text() in SAID}
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
        for rect in said.values():
            assert not any(rect.intersects(other) for other in others)
            assert stage.scene().sceneRect().contains(rect)


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.LOSS])
def test_what_is_written_at_once_or_is_one_number_has_none(stage, kind):
    said, _ = legend(stage, kind, (1221, 420))
    assert not said


@pytest.mark.parametrize("room", [(900, 420), (1221, 420)])
def test_it_sticks_out_towards_the_middle_of_the_stage_and_keeps_clear_of_its_edge(stage, room):
    said, _ = legend(stage, ChapterKind.SCATTER, room)
    target = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    assert set(said) == SAID
    right = max(rect.right() for rect in said.values())
    assert right <= stage.scene().sceneRect().right() - 8
    assert right <= target.right() + 1
