"""What is typed into a cell of stage, pad or table is kept however one leaves it, but by Esc."""

import pytest
from kernel_tools import go_to_cell
from layer_tools import LEFT, NONE
from pad_tools import double_click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget
from ui_tools import field, give_keyboard, press, type_over, type_text

from cnnviz.trace.steps import Cell

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def on_stage(window):
    at = window.stage.cell_centre(Cell("weight", (1, 1, 0, 0)))
    QTest.mouseClick(window.stage.viewport(), LEFT, pos=at)


def on_pad(window):
    double_click(field(window, "draw_pad"), (3, 4))


def in_table(window):
    go_to_cell(window, 1, 1)
    press(KEY.Key_F2)


def in_bias(window):
    field(window, "bias").setFocus()


def in_rate(window):
    field(window, "learning_rate").setFocus()


def number(place, window):
    experiment = window.session.experiment
    return {
        on_stage: lambda: experiment.layers[0].weight[1, 1, 0, 0],
        on_pad: lambda: experiment.image[3, 4, 0],
        in_table: lambda: experiment.layers[0].weight[1, 1, 0, 0],
        in_bias: lambda: experiment.layers[0].bias[0],
        in_rate: lambda: experiment.learning_rate,
    }[place]()


def click(window, name, at=(5, 5)):
    widget = field(window, name)
    QTest.mouseClick(getattr(widget, "viewport", lambda: widget)(), LEFT, NONE, QPoint(*at))


def click_panel(window):
    """Click the set-up where nothing is."""
    contents = window.setup.panel(window.setup.part or "layers").contents
    QTest.mouseClick(contents, LEFT, NONE, QPoint(2, 2))


def another_field(window):
    return field(window, "loss_name_sum" if window.setup.part == "loss" else "stride_rows")


LEAVE = {
    "Enter": lambda window: press(KEY.Key_Return),
    "Tab": lambda window: QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab),
    "Shift+Tab": lambda window: QTest.keyClick(QApplication.focusWidget(), KEY.Key_Backtab),
    "stage": lambda window: click(window, "stage"),
    "panel": lambda window: click_panel(window),
    "button": lambda window: click(window, "image_draw"),
    "transport": lambda window: click(window, "transport"),
    "another field": lambda window: another_field(window).setFocus(),
}
PLACES = [on_stage, on_pad, in_table, in_bias, in_rate]
places = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)


def type_there(window, place, text):
    place(window)
    focus = QApplication.focusWidget()
    focus.selectAll()
    type_text(text)


@places
@pytest.mark.parametrize("way", LEAVE)
@pytest.mark.some(3)
def test_what_is_typed_is_kept_as_one_entry_which_undo_takes_back(window, place, way):
    type_over(field(window, "stride_rows"), "2")
    press(KEY.Key_Return)
    before, stack = number(place, window), window.session.undo_stack
    type_there(window, place, "2.5")
    LEAVE[way](window)
    QApplication.processEvents()
    assert number(place, window) == 2.5
    assert stack.count() == 2
    if way == "button":
        field(window, "draw_window").close()
        give_keyboard(window)
    window.stage.setFocus()
    press(KEY.Key_Z, CTRL)
    assert number(place, window) == before
    assert window.session.experiment.layers[0].window.stride == (2, 1)


@pytest.mark.some(2)
@places
def test_escape_drops_what_is_typed(window, place):
    before = number(place, window)
    type_there(window, place, "2.5")
    press(KEY.Key_Escape)
    QApplication.processEvents()
    assert number(place, window) == before
    window.stage.setFocus()
    assert number(place, window) == before
    assert window.session.undo_stack.count() == 0


@places
@pytest.mark.parametrize("way", ["stage", "panel", "another field"])
@pytest.mark.some(2)
def test_what_is_no_number_is_refused_where_one_has_gone_elsewhere(window, place, way):
    before = number(place, window)
    type_there(window, place, "1,234")
    LEAVE[way](window)
    QApplication.processEvents()
    assert number(place, window) == before
    told = [window.findChild(QWidget, "place").text()]
    told += [label.text() for label in window.findChildren(QWidget, "reason") if label.isVisible()]
    assert "'1,234' may mean 1234 or 1.234: type one of these." in told
    assert window.session.undo_stack.count() == 0


@pytest.mark.some(2)
@places
def test_leaving_without_typing_is_no_entry(window, place):
    place(window)
    click_panel(window)
    QApplication.processEvents()
    assert window.session.undo_stack.count() == 0


def test_ctrl_z_while_one_types_takes_back_what_is_typed_and_no_edit(window):
    type_over(field(window, "stride_rows"), "2")
    press(KEY.Key_Return)
    for place in PLACES:
        type_there(window, place, "7")
        press(KEY.Key_Z, CTRL)
        assert window.session.undo_stack.index() == 1, place.__name__
        press(KEY.Key_Escape)
        window.stage.setFocus()


def test_typing_pauses_what_plays_so_that_its_cell_stays(window):
    window.session.player.play()
    on_stage(window)
    assert not window.session.player.playing
