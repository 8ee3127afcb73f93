"""Under what grows from step to step a line says what the strength of its cells means, where there is room."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image

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
STROKE = "changed by this edit"
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


@pytest.fixture(scope="module")
def drawn():
    """Return the run before and after a stroke in the image, which also has other weights."""

    def run_with(value):
        picture = np.where(np.eye(6)[:, :, None] == 1, value, image(1, (6, 6)))
        layer = convolved(1, 2, size=(6, 6))
        layer = replace(layer, weight=layer.weight + value)
        return run_of(Experiment((picture,), (layer,)), WAYS["window by window"])

    return run_with(0.0), run_with(1.0)


def number_of(run, kind):
    return next(number for number, chapter in enumerate(run.chapters) if chapter.kind is kind)


def tells_strokes(stage):
    items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    return STROKE in {item.text() for item in items}


def test_while_one_draws_it_says_what_is_outlined(stage, drawn):
    before, after = drawn
    position = Position(number_of(after, ChapterKind.CONVOLVE), 10)
    stage.resize(1221, 420)
    for earlier, told in ((before, True), (None, False), (before, True)):
        stage.set_frame(Frame(after, position, earlier=earlier))
        assert tells_strokes(stage) is told


@pytest.mark.parametrize("told", [False, True])
def test_it_says_so_as_well_where_the_stage_is_arranged_anew(stage, drawn, told):
    before, after = drawn
    number = number_of(after, ChapterKind.SCATTER)
    first, other = (Frame(after, Position(number, step), earlier=None if told else before) for step in (0, 1))
    stage.resize(1221, 420)
    stage.set_frame(first)
    scene, last = stage.scene(), Frame(after, other.position, earlier=before if told else None)
    assert first.focus != last.focus
    stage.set_frame(last)  # with another filter in hand
    assert (stage.scene(), tells_strokes(stage)) == (scene, told)
    stage.set_frame(other)
    assert tells_strokes(stage) is not told
    stage.set_frame(Frame(after, Position(number - 1, 0)))
    stage.resize(1400, 420)
    stage.set_frame(last)  # in another room
    assert (stage.scene(), tells_strokes(stage)) == (scene, told)


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.ACCUMULATE])
def test_connectors_keep_clear_of_it_when_it_changes(qtbot, stage, drawn, kind):
    before, after = drawn
    position = Position(number_of(after, kind), 4)
    stage.resize(909, 427)
    for earlier in (None, before, None):
        frame = Frame(after, position, earlier=earlier)
        stage.set_frame(frame)
        arrived = Stage(palette("light"))
        qtbot.addWidget(arrived)
        arrived.resize(909, 427)
        arrived.set_frame(frame)
        assert stage.scene().connectors == arrived.scene().connectors
        assert stage.viewport().grab().toImage() == arrived.viewport().grab().toImage()


@pytest.mark.parametrize("room", [(900, 420), (1221, 420)])
def test_it_sticks_out_towards_the_middle_of_the_stage_and_keeps_clear_of_its_edge(stage, room):
    said, _ = legend(stage, ChapterKind.SCATTER, room)
    target = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    assert set(said) == SAID
    right = max(rect.right() for rect in said.values())
    assert right <= stage.scene().sceneRect().right() - 8
    assert right <= target.right() + 1


SIGNS = {"below, solid: positive", "above, in pieces: negative"}


def told(stage, kind, theme, room=(1221, 427)):
    stage.set_palette(palette(theme))
    run = run_of(Experiment((image(1, (8, 8)),), (convolved(1, 1, size=(8, 8)),)), WAYS["window by window"])
    stage.resize(*room)
    number = number_of(run, kind)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2)))
    items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    lens = stage.scene().lens.rect  # which may name it as well
    rects = [(item.text(), item.sceneBoundingRect()) for item in items]
    return {text: rect for text, rect in rects if not lens.contains(rect)}


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.SCATTER, ChapterKind.ACCUMULATE])
@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_what_shapes_tell_of_signs_is_said_where_they_do_under_what_is_read(stage, kind, theme):
    said = told(stage, kind, theme)
    assert (set(said) & SIGNS) == (SIGNS if theme == "high_contrast" else set())
    grids = stage.scene().grids
    read = [grids[key].sceneBoundingRect() for key in ("dy0", "x_pad0") if key in grids]
    others = [*(grid.sceneBoundingRect() for grid in grids.values()), stage.scene().lens.rect]
    for words in SIGNS & set(said):
        assert any(0 < said[words].top() - grid.bottom() < 32 for grid in read)
        assert not any(said[words].intersects(other) for other in others)


@pytest.mark.parametrize(
    ("kind", "padded"),
    [(ChapterKind.CONVOLVE, "x_pad0"), (ChapterKind.SCATTER, "dx_pad0"), (ChapterKind.PAD, "x_pad0")],
)
@pytest.mark.parametrize("theme", ["light", "high_contrast"])
def test_padding_is_named_by_the_grid_that_has_it(stage, kind, padded, theme):
    said, grid = told(stage, kind, theme), stage.scene().grids[padded].sceneBoundingRect()
    if kind is ChapterKind.CONVOLVE and theme == "light":  # under what is read there is what one points at
        assert "padding" not in said
        return
    place = said["padding"]
    assert place.left() >= grid.left()
    assert place.right() <= grid.right() + 80
    assert min(abs(place.top() - grid.bottom()), abs(place.bottom() - grid.top())) < 20


def test_where_nothing_is_padded_nothing_is_said_of_it(stage):
    layer = convolved(1, 1, size=(8, 8), padding="valid")
    run = run_of(Experiment((image(1, (8, 8)),), (layer,)), WAYS["window by window"])
    stage.resize(1221, 427)
    stage.set_frame(Frame(run, Position(number_of(run, ChapterKind.CONVOLVE), 5)))
    texts = [
        i.text() for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()
    ]
    assert "padding" not in texts


def test_where_there_is_little_room_padding_is_not_named_but_all_else(stage):
    """Beside the smallest stages its legend has one entry less, and loses none of the others for it."""
    wide, narrow = (
        set(told(stage, ChapterKind.SCATTER, "light", room)) for room in ((1221, 427), (925, 395))
    )
    assert wide & {*SAID, "padding"} == {*SAID, "padding"}
    assert narrow & SAID in (SAID, set())


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
