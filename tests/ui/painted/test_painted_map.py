"""The map says and marks what is so now: read from what it paints."""

from dataclasses import replace

import numpy as np
import pytest
from layer_tools import chapters, go_to, named
from painted_texts import number, texts, written
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.explain.numbers import size_text
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.timeline import Position
from cnnviz.ui.appearance import appearance

SIZES = [(1024, 700), (1280, 800), (1440, 900), (2560, 1440)]


def accent():
    return appearance().palette.role("accent")


def shown(widget):
    return pixels_of(widget.grab().toImage())


def framed(window):
    """Return the labels of all stops whose frame is in the accent."""
    stops = [widget for widget in window.map.children() if hasattr(widget, "stop") and widget.isVisible()]
    colour = accent().getRgb()[:3]
    return {stop.stop.label for stop in stops if (shown(stop)[:2] == colour).all(axis=2).any()}


def expected(window, index):
    """Return the labels of what is to be marked in a chapter, where parameters have their places."""
    run = window.session.timeline
    marked = {array.label for array in run.arrays if array.chapter == index}
    for given, gradient, update in run.parameters:
        main = max(
            array.chapter for array in run.arrays if array.column == given.column and not array.gradient
        )
        marked |= {given.label} if index in (main, update) else set()
        marked |= {gradient.label} if index == gradient.chapter else set()
    return marked | ({"loss"} if run.loss is not None and run.chapters[index].name == "loss" else set())


def test_every_array_is_named_with_the_size_that_it_has_now(window):
    session = window.session
    for side in (8, 5):
        session.edit(session.experiment.with_image(np.ones((side, side, 1)), "ones"), "ones")
        seen = texts(window.map)
        for array in session.timeline.arrays:
            assert seen[seen.index(array.label) + 1] == size_text(array.size)
            tip = named(window, f"product_{array.label}").toolTip()
            assert tip.startswith(f"{array.label}, {size_text(array.size)}: go to ")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["grey", "classifier", "positions", "nothing before"])
@pytest.mark.some(1)
def test_what_is_made_now_alone_is_framed(opened, name, theme):
    window = opened(name, input_gradient="full")
    window.resize(1900, 900)
    appearance().set_palette(palette(theme))
    QApplication.processEvents()
    for index, chapter in enumerate(chapters(window)):
        window.session.seek(Position(index, 0))
        assert framed(window) == expected(window, index), chapter.key


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "classifier"])
def test_the_word_of_what_is_done_now_alone_is_in_the_accent(opened, name):
    window = opened(name, input_gradient="full", weight_gradient="correlate")
    window.resize(1900, 900)
    QApplication.processEvents()
    run = window.session.timeline
    of_parameters = {gradient.chapter for _, gradient, _ in run.parameters} | {
        one.update for one in run.parameters
    }
    for index, chapter in enumerate(run.chapters):
        window.session.seek(Position(index, 0))
        coloured = {line.text for line in written(window.map) if line.colour == accent().name()}
        words = set() if index in of_parameters else {chapter.operation}
        assert coloured == (expected(window, index) - {"loss"}) | words, chapter.key


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "classifier", "nothing before"])
def test_it_is_framed_on_a_compact_map_too(opened, name):
    window = opened(name)
    window.resize(1024, 700)
    QApplication.processEvents()
    assert window.map.height() == 84
    for index, chapter in enumerate(chapters(window)):
        window.session.seek(Position(index, 0))
        assert framed(window) == expected(window, index), chapter.key


def test_the_loss_is_told_as_soon_as_it_is_there(window):
    run = window.session.timeline
    at = next(index for index, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.LOSS)
    last = len(run.chapters[at].trace) - 1
    for position, there in (
        (Position(0, 0), False),
        (Position(at, 0), False),
        (Position(at, last - 1), False),
        (Position(at, last), True),
        (Position(at + 1, 0), True),
        (run.last, True),
    ):
        window.session.seek(position)
        title, value, _ = texts(named(window, "product_loss"))
        assert title == "loss"
        if there:
            assert number(value) == pytest.approx(run.loss, abs=0.06)
        else:
            assert value == "–"


def test_a_gradient_that_is_given_has_no_loss(window):
    loss = replace(window.session.experiment.loss, name="typed")
    window.session.edit(replace(window.session.experiment, loss=loss), "give")
    window.session.seek(window.session.timeline.last)
    assert texts(named(window, "product_loss")) == ["loss", "none", "gradient"]
    assert "given" in texts(window.map)


@pytest.mark.some(1)
@pytest.mark.parametrize("loss", [1e-9, 0.5, 123456.789, -9.87654321e30, float("inf"), float("nan")])
def test_a_loss_of_any_size_fits_its_card(window, loss):
    image = window.session.experiment.image * 0
    image[3, 3] = loss
    with np.errstate(all="ignore"):
        window.session.edit(window.session.experiment.with_image(image, "one"), "one")
    window.session.set_decimals(6)
    window.session.seek(window.session.timeline.last)
    card = named(window, "product_loss")
    line = written(card)[1]
    assert line.text != "–"
    assert line.at.x() >= 3
    assert line.pixels * 0.5 * len(line.text) <= card.width()


def test_pictures_show_the_filter_that_is_followed(opened):
    window = opened("colour")
    pictures = []
    for channel in range(4):
        window.session.follow(channel)
        go_to(window, "update_bias")
        pictures.append(shown(named(window, "product_Y")))
    assert all((one != other).any() for k, one in enumerate(pictures) for other in pictures[:k])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["classifier", "separable", "positions"])
@pytest.mark.some(1)
def test_at_every_size_no_text_is_cut_off_and_none_meets_another(opened, name, size):
    from PyQt5.QtGui import QFont, QFontMetrics

    window = opened(name)
    window.resize(*size)
    QApplication.processEvents()
    assert window.map.height() == (84 if size[1] < 760 else 144)
    for index in range(len(chapters(window))):
        window.session.seek(Position(index, 0))
        spans = []
        for line in written(window.map):
            assert "…" not in line.text
            font = QFont("Roboto")
            font.setPixelSize(line.pixels)
            wide = QFontMetrics(font).horizontalAdvance(line.text)
            assert line.at.x() >= 0
            assert line.at.x() + wide <= window.map.width()
            spans.append((line.at.y(), line.at.x(), line.at.x() + wide, line.text))
        for (y, left, right, one), (other_y, other_left, other_right, other) in zip(
            sorted(spans), sorted(spans)[1:], strict=False
        ):
            assert abs(y - other_y) > 8 or right <= other_left or other_right <= left, (one, other)
