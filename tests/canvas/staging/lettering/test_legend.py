"""Under what grows from step to step a line says what the strength of its cells means, where there is room."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image, number_of

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.canvas.staging.lettering.entries import growing
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

SAID = {"finished", "more to come", "not reached yet"}
WAITS = {"not reached yet"}
KNOWN = {*SAID, "terms to come", "changed by this edit"}


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


def legend(stage, kind, room, term=None, *, by_terms=False):
    """Return the texts of the line in a chapter, with where they stand, and where its grids and its lens are."""
    run = run_of(Experiment((image(1, (8, 8)),), (convolved(1, 1, size=(8, 8)),)), WAYS["window by window"])
    number = number_of(run, kind)
    stage.resize(*room)
    position = Position(number, len(run.chapters[number].trace) // 2, term)
    stage.set_frame(Frame(run, position, by_terms=by_terms))
    scene = stage.scene()
    items = [i for i in scene.items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    rects = [(item.text().rpartition(": ")[2], item.sceneBoundingRect()) for item in items]
    said = {text: rect for text, rect in rects if text in KNOWN}  # by another grid it is named whose it is
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
        assert set(said) in (SAID if kind is ChapterKind.SCATTER else SAID - WAITS, set())
        lines = len({round(rect.top()) for rect in said.values()})
        assert lines in (0, 1, 2, len(said))  # in a line or two, or below each other
        for rect in said.values():
            assert not any(rect.intersects(other) for other in others)
            assert stage.scene().sceneRect().contains(rect)


def test_of_what_is_written_at_once_it_says_what_is_hatched(stage):
    said, _ = legend(stage, ChapterKind.CONVOLVE, (1221, 420))
    assert set(said) == WAITS
    said, _ = legend(stage, ChapterKind.CONVOLVE, (1221, 420), term=3)
    assert set(said) == {*WAITS, "terms to come"}


def test_terms_to_come_are_told_of_only_while_there_are_some_and_nothing_moves(stage):
    some, _ = legend(stage, ChapterKind.CONVOLVE, (1221, 420), term=3)
    whole, _ = legend(stage, ChapterKind.CONVOLVE, (1221, 420), by_terms=True)
    assert whole == {words: some[words] for words in WAITS}


def test_a_swatch_of_signed_numbers_has_the_colours_of_both_signs(stage):
    """One colour would say that what is negative on the grid is neither finished nor on its way."""
    said, _ = legend(stage, ChapterKind.SCATTER, (1221, 420))
    image, seen = stage.grab().toImage(), {}
    for words in ("finished", "more to come", "not reached yet"):
        at = stage.mapFromScene(said[words].center()), stage.mapFromScene(said[words].topLeft())
        row = [image.pixelColor(at[1].x() - 6 - n, at[0].y()) for n in range(2, 12)]
        seen[words] = {"blue" if one.blue() > one.red() + 40 else "red" for one in row if _is_strong(one)}
    assert seen["finished"] == seen["more to come"] == {"blue", "red"}
    assert seen["not reached yet"] == set()


def _is_strong(colour):
    return abs(colour.red() - colour.blue()) > 40


def test_what_is_one_number_has_none(stage):
    said, _ = legend(stage, ChapterKind.LOSS, (1221, 420))
    assert not said


def test_where_shapes_tell_how_far_a_cell_is_finished_ones_are_as_any(stage):
    stage.set_palette(palette("high_contrast"))
    said, _ = legend(stage, ChapterKind.SCATTER, (1221, 420))
    assert set(said) == SAID - {"finished"}


@pytest.mark.parametrize("room", [(900, 420), (1221, 420)])
def test_it_sticks_out_towards_the_middle_of_the_stage_and_keeps_clear_of_its_edge(stage, room):
    said, _ = legend(stage, ChapterKind.SCATTER, room)
    target = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    assert set(said) == SAID
    right = max(rect.right() for rect in said.values())
    assert right <= stage.scene().sceneRect().right() - 8
    assert right <= target.right() + 1


@pytest.mark.parametrize("mode", ["zeros", "reflect", "circular"])
def test_what_grows_is_the_same_in_all_steps_of_a_chapter(mode):
    """Where padding is taken off again some cells get more than their own, and others do not."""
    layer = convolution(Window((3, 3), padding="same", padding_mode=mode), 1)
    run = run_of(Experiment((image(1, (5, 4)),), (layer,)), WAYS["window by window"])
    for number, chapter in enumerate(run.chapters):
        found = {growing(Frame(run, Position(number, step))) for step in range(len(chapter.trace))}
        assert len(found) == 1, chapter.key
        (name,) = found
        crops = chapter.kind is ChapterKind.CROP
        assert not crops or (name is None) == (mode == "zeros")
