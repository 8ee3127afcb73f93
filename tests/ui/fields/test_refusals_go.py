"""What was refused is said no longer than until the next number is taken, or what was typed is dropped."""

import pytest
from kernel_tools import go_to_cell
from layer_tools import LEFT, reason
from pad_tools import double_click
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel
from ui_tools import dialog, field, press, step, type_text

from cnnviz.explain.words import place
from cnnviz.trace.steps import Cell

KEY = Qt.Key


def on_stage(window):
    at = window.stage.cell_centre(Cell("weight", (1, 1, 0, 0)))
    QTest.mouseClick(window.stage.viewport(), LEFT, pos=at)


def on_pad(window):
    double_click(field(window, "draw_pad"), (3, 4))


def brush_value(window):
    value = field(window, "draw_value")
    value.setFocus()
    value.selectAll()


def old(place_of):
    """Return the text that stands in a field when it opens."""
    focus = QApplication.focusWidget()
    return getattr(focus, "lineEdit", lambda: focus)().text()


def status(window):
    return field(window, "place").text()


@pytest.mark.some(3)
@pytest.mark.parametrize("place_of", [on_stage, on_pad, brush_value])
@pytest.mark.parametrize("then", ["another", "the same", "escape", "elsewhere", "the same elsewhere"])
def test_the_status_line_forgets_a_refusal_with_the_next_number(window, place_of, then):
    place_of(window)
    before = old(place_of)
    type_text("1x")
    press(KEY.Key_Return)
    refusal = status(window)
    assert "1x" in refusal or "number" in refusal
    assert refusal != place(window.session.frame)
    if then == "escape":
        press(KEY.Key_Escape)
    else:
        if not QApplication.focusWidget().isVisible() or QApplication.focusWidget() is window.stage:
            place_of(window)
        QApplication.focusWidget().selectAll()
        type_text("7" if "the same" not in then else before.replace("−", "-"))
        if "elsewhere" in then:
            window.stage.setFocus()
        else:
            press(KEY.Key_Return)
    assert status(window) != refusal
    assert "1x" not in status(window)


def test_the_refusal_of_what_is_left_by_a_click_stays_until_the_next_number(window):
    on_stage(window)
    type_text("1x")
    window.stage.setFocus()
    refusal = status(window)
    assert refusal != place(window.session.frame)
    on_stage(window)
    type_text("2")
    press(KEY.Key_Return)
    assert status(window) == place(window.session.frame)


@pytest.mark.some(4)
@pytest.mark.parametrize("name", ["kernel_size_rows", "training_rate", "bias", "learning_rate"])
@pytest.mark.parametrize("then", ["another", "escape", "the same"])
def test_a_card_forgets_a_refusal_with_the_next_number(window, name, then):
    number = field(window, name)
    before = number.text()
    number.setFocus()
    type_text("x")
    press(KEY.Key_Return)
    (said,) = [label for label in window.setup.findChildren(QLabel, "reason") if label.isVisible()]
    number.setFocus()
    if then == "escape":
        press(KEY.Key_Escape)
    else:
        number.selectAll()
        type_text(before if then == "the same" else "3")
        press(KEY.Key_Return)
    assert not said.isVisible()


def test_an_arrow_forgets_it_too(window):
    rate = field(window, "training_rate")
    rate.setFocus()
    type_text("x")
    press(KEY.Key_Return)
    step(rate)
    assert not any(label.isVisible() for label in window.setup.findChildren(QLabel, "reason"))


@pytest.mark.parametrize("then", ["escape", "the same"])
def test_the_table_of_a_kernel_forgets_it(window, then):
    go_to_cell(window, 1, 1)
    press(KEY.Key_F2)
    before = QApplication.focusWidget().text()
    type_text("x")
    press(KEY.Key_Return)
    assert reason(window)
    if then == "escape":
        press(KEY.Key_Escape)
    else:
        QApplication.focusWidget().selectAll()
        type_text(before)
        press(KEY.Key_Return)
    assert not reason(window)


@pytest.mark.parametrize("text", ["12", "8"])
def test_a_dialog_forgets_it(window, text):
    window.actions_by_id["image.new"].trigger()
    box = dialog(window, "new_image")
    number = box.focusWidget()
    number.selectAll()
    type_text("x")
    press(KEY.Key_Return)
    (said,) = [label for label in box.findChildren(QLabel) if label.property("kind") == "reason"]
    assert said.text()
    number.setFocus()
    number.selectAll()
    type_text(text)
    press(KEY.Key_Return)
    assert not said.text()
    box.close()
