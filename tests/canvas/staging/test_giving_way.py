"""Where larger text is chosen no digit of the stage becomes smaller: words grow as far as there is room for them."""

from dataclasses import replace

import pytest
from PyQt5.QtGui import QFontMetrics

from cnnviz.application import application, words_at, write_in
from cnnviz.canvas.staging.lettering.heading import title_font
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

MADE = {"first": first_example, "classifier": classifier}
ROOMS = ((925, 395), (1184, 427))
LARGE = 1900, 1000


@pytest.fixture(autouse=True)
def _usual(qapp):
    yield
    write_in(application(), 100)


def middle(run, number):
    return Frame(run, Position(number, len(run.chapters[number].trace) // 2))


def digits(scene):
    """Return how high the digits of each grid are, on the stage and in the lens."""
    grids = dict(scene.grids) | {str(put.node): grid for put, grid in scene.lens.face.grids.items()}
    found = {key: grid.typography(grid.cell) for key, grid in grids.items()}
    return {key: 0 if one is None else one.glyphs.cap_height for key, one in found.items()}


def shown(new_stage, room, frame, percent):
    write_in(application(), percent)
    stage = new_stage(*room)
    stage.set_frame(frame)
    return stage


@pytest.mark.parametrize("percent", [120, 150, 200])
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", MADE)
@pytest.mark.some(1)
def test_no_digit_becomes_smaller(new_stage, name, room, percent):
    run = run_of(MADE[name]())
    for number, chapter in enumerate(run.chapters):
        usual = digits(shown(new_stage, room, middle(run, number), 100).scene())
        stage = shown(new_stage, room, middle(run, number), percent)
        words = QFontMetrics(title_font()).capHeight()  # as large digits may give way to these
        for key, high in digits(stage.scene()).items():
            assert high >= min(usual.get(key, 0), words), (chapter.key, key)


@pytest.mark.parametrize("percent", [120, 150])
def test_where_there_is_room_words_are_as_large_as_they_are_chosen(new_stage, percent):
    run = run_of(first_example())
    stage = shown(new_stage, LARGE, middle(run, 1), percent)
    assert stage.scene().percent == percent


def test_in_between_they_are_larger_than_usual(new_stage):
    run = run_of(first_example())
    found = {
        shown(new_stage, ROOMS[1], middle(run, n), 150).scene().percent for n in range(len(run.chapters))
    }
    assert any(percent > 100 for percent in found)


def test_for_a_class_words_do_not_give_way(new_stage):
    run = run_of(classifier())
    write_in(application(), 150)
    stage = new_stage(*ROOMS[0])
    stage.firm = True
    for number in range(len(run.chapters)):
        stage.set_frame(middle(run, number))
        assert stage.scene().percent == 150


def test_steps_go_on_with_words_of_the_same_size(new_stage):
    run = run_of(classifier())
    stage = shown(new_stage, ROOMS[0], middle(run, 1), 150)
    scene = stage.scene()
    assert scene.percent < 150
    with words_at(scene.percent):
        before = {text: item.font().pixelSize() for text, item in texts(scene).items()}
    for step in range(3):
        stage.set_frame(Frame(run, Position(1, step)))
        assert stage.scene() is scene
        for text, item in texts(scene).items():
            assert item.font().pixelSize() == before.get(text, item.font().pixelSize()), text


def texts(scene):
    return {item.text(): item for item in scene.items() if hasattr(item, "text") and item.text()}


def test_after_an_edit_words_are_as_large_as_on_a_stage_made_anew(new_stage):
    """Other numbers have other digits, to which words give way more or less."""
    experiment = first_example()
    run, black = run_of(experiment), run_of(replace(experiment, images=(0 * experiment.images[0],)))
    changed = 0
    for number in range(len(run.chapters)):
        edited = shown(new_stage, (760, 443), middle(run, number), 150)
        before = edited.scene().percent
        edited.set_frame(middle(black, number))
        made = shown(new_stage, (760, 443), middle(black, number), 150)
        assert edited.scene().percent == made.scene().percent
        assert digits(edited.scene()) == digits(made.scene())
        changed += before != made.scene().percent
    assert changed
