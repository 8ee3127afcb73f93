"""Under what has them a line says what shapes tell of signs, and what is padding."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image, number_of

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

PROGRESS = {"finished", "more to come", "not reached yet"}
SIGNS = {"below, solid: positive", "above, in pieces: negative"}


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


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
    assert wide & {*PROGRESS, "padding"} == {*PROGRESS, "padding"}
    assert narrow & PROGRESS in (PROGRESS, set())


@pytest.mark.parametrize("room", [(904, 427), (968, 347), (1184, 427)])
@pytest.mark.parametrize("theme", ["light", "high_contrast"])
def test_padding_is_named_in_every_theme_where_there_is_room_for_two_lines(stage, theme, room):
    said = told(stage, ChapterKind.SCATTER, theme, room)
    grid = stage.scene().grids["dx_pad0"].sceneBoundingRect()
    assert 0 < said["padding"].top() - grid.bottom() < 32
    assert said["not reached yet"].left() > grid.left() - 24
    tops = [place.top() for words, place in said.items() if words in {*PROGRESS, "padding"}]
    assert tops.count(min(tops)) >= 2
