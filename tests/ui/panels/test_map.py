"""The map as a way to get about: by the mouse, by the keyboard, and what it tells under the pointer."""

from dataclasses import replace

import events
import pytest
from layer_tools import add_layer, chapters, click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import field, press, to_convolution

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.windows import Window
from cnnviz.gallery.first_example import first_example
from cnnviz.run.timeline import Position

KEY = Qt.Key
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def stops(window):
    """Return the stops that are seen, as Tab goes through them."""
    found = [part for part in window.map.children() if hasattr(part, "stop") and part.isVisible()]
    assert found
    return found


def beside(window, name, dx, dy):
    """Return a place on the map so far from the middle of a stop."""
    stop = field(window, f"product_{name}")
    return stop.mapTo(window.map, stop.rect().center()) + QPoint(dx, dy)


def at(window):
    return window.session.frame.chapter.key


@pytest.mark.some(3)
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("X", "pad"),
        ("X padded", "pad"),
        ("Y", "convolve"),
        ("W", "update_weight"),
        ("b", "update_bias"),
        ("loss", "cross_entropy"),
        ("dZ", "activate_back"),
        ("dW", "accumulate"),
        ("db", "accumulate"),
        ("dW₂", "linear_weight"),
        ("db₂", "bias_gradient"),
        ("dX padded", "scatter"),
        ("dX", "crop"),
    ],
)
def test_a_click_goes_to_where_it_is_made(opened, name, key):
    window = opened("classifier")
    window.resize(1600, 900)
    window.session.seek(Position(1, 5))
    QApplication.processEvents()
    click(field(window, f"product_{name}"))
    assert at(window) == key
    assert window.session.position.step == 0


def test_a_click_on_a_name_a_word_or_an_arrow_goes_there_too(window):
    window.resize(1440, 900)
    QApplication.processEvents()
    for name, dx, dy, key in (
        ("Y", 0, 32, "convolve"),
        ("Y", -84, -2, "convolve"),
        ("Y", -84, -14, "convolve"),
        ("dX padded", 84, -14, "scatter"),
        ("dX padded", 0, 32, "scatter"),
        ("P", 84, -2, "loss"),
        ("dP", 84, -2, "upstream"),
    ):
        window.session.seek(Position(0, 0))
        QTest.mouseClick(window.map, LEFT, NONE, beside(window, name, dx, dy))
        assert at(window) == key, (name, dx, dy)


def test_a_click_beside_everything_goes_nowhere(window):
    to_convolution(window, 7)
    before = window.session.position
    QTest.mouseClick(window.map, LEFT, NONE, QPoint(window.map.width() - 4, 4))
    QTest.mouseClick(window.map, Qt.MouseButton.RightButton, NONE, beside(window, "Y", 0, 32))
    assert window.session.position == before


def test_tab_goes_along_the_way_forward_and_then_back_and_space_goes_there(window):
    window.resize(1440, 900)
    QApplication.processEvents()
    order = [stop.accessibleName() for stop in stops(window)]
    forward = ["X", "X padded", "Y", "A", "P", "W", "b", "loss"]
    assert order == [*forward, "dP", "dA", "dY", "dX padded", "dX", "dW", "db"]
    stops(window)[0].setFocus()
    for name in order[1:]:
        press(KEY.Key_Tab)
        assert QApplication.focusWidget().accessibleName() == name
        press(KEY.Key_Space)
        assert window.session.position == Position(QApplication.focusWidget().stop.leads_to, 0)


def test_tab_goes_in_order_after_the_run_has_grown_and_shrunk(window):
    window.resize(1600, 900)
    add_layer(window, "Average pooling")
    QApplication.processEvents()
    longer = [stop.accessibleName() for stop in stops(window)]
    assert "P₂" in longer
    stops(window)[0].setFocus()
    for name in longer[1:]:
        press(KEY.Key_Tab)
        assert QApplication.focusWidget().accessibleName() == name
    window.session.undo()
    QApplication.processEvents()
    shorter = stops(window)
    assert "P₂" not in [stop.accessibleName() for stop in shorter]
    shorter[0].setFocus()
    for stop in shorter[1:]:
        press(KEY.Key_Tab)
        assert QApplication.focusWidget() is stop


def test_under_the_pointer_an_arrow_tells_what_is_done(window):
    window.resize(1440, 900)
    QApplication.processEvents()
    for name, dx, words in (
        ("Y", -84, "3×3 · s1: Convolution, forward"),
        ("dX padded", 84, "scatter: Convolution, backward: dX, scattered"),
        ("A", -84, "ReLU: ReLU, forward"),
    ):
        events.move(window.map, beside(window, name, dx, -6))
        assert window.map.toolTip() == words
    events.move(window.map, QPoint(window.map.width() - 4, 4))
    assert window.map.toolTip() == ""


def test_what_there_is_no_room_for_is_told_under_the_pointer(window):
    window.resize(1024, 700)
    for _ in range(4):
        add_layer(window, "Activation")
    QApplication.processEvents()
    run = window.session.timeline
    for array in run.arrays:
        assert field(window, f"product_{array.label}").toolTip().startswith(f"{array.label}, ")
    told = set()
    for x in range(0, window.map.width(), 3):
        for y in (20, 60):
            events.move(window.map, QPoint(x, y))
            told |= {line.partition(":")[0] for line in window.map.toolTip().split("\n")}
    assert {"pad 1", "3×3 · s1", "ReLU", "scatter", "crop", "to the max"} <= told


def test_chapters_of_parameters_that_have_no_place_are_told_at_their_arrow(window):
    first = first_example()
    kernel, slope, *rest = first.layers
    window.session.edit(replace(first, layers=(kernel, *(slope,) * 12, *rest)), "twelve slopes")
    window.resize(1024, 700)
    QApplication.processEvents()
    assert {stop.accessibleName() for stop in stops(window)}.isdisjoint({"W", "b", "dW", "db"})
    lines = set()
    for x in range(0, window.map.width(), 3):
        for y in (20, 60):
            events.move(window.map, QPoint(x, y))
            lines |= set(window.map.toolTip().split("\n"))
    titles = {chapter.title for chapter in chapters(window)}
    assert {line.partition(": ")[2] for line in lines if line} == titles


@pytest.mark.some(1)
@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1440, 900)])
def test_nothing_moves_when_the_run_goes_on(opened, size):
    window = opened("classifier", input_gradient="full", weight_gradient="correlate")
    window.resize(*size)
    QApplication.processEvents()
    seen = set()
    for index in range(len(chapters(window))):
        window.session.seek(Position(index, 0))
        QApplication.processEvents()
        seen.add(tuple((stop.accessibleName(), *stop.geometry().getRect()) for stop in stops(window)))
        seen.add(window.map.geometry().getRect())
    assert len(seen) == 2


def test_it_makes_room_for_the_lens_of_a_large_kernel_once_for_a_run(window):
    window.resize(1280, 800)
    QApplication.processEvents()
    usual = window.map.height()
    layers = (convolution(Window((5, 5), padding="same"), 1, 1),)
    window.session.edit(replace(first_example(), layers=layers), "5x5")
    heights = set()
    for number in range(len(chapters(window))):
        window.session.seek(Position(number, 0))
        QApplication.processEvents()
        heights.add(window.map.height())
    assert len(heights) == 1
    assert max(heights) < usual
    window.resize(1440, 900)
    QApplication.processEvents()
    assert window.map.height() == usual
    window.resize(1280, 800)
    window.session.undo_stack.undo()
    QApplication.processEvents()
    assert window.map.height() == usual
