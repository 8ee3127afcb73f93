"""Which number is checked: that of the step in hand, until a person picks another."""

import pytest
from explain_tools import catch_up, move, opened_tab, part, to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QComboBox, QLabel, QMenu, QToolButton
from run_catalogue import experiments
from ui_tools import press

from cnnviz.explain.sums.formula import formula
from cnnviz.trace.steps import Cell

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("pad", "X"),
        ("convolve", "W"),
        ("accumulate", "W"),
        ("scatter", "X"),
        ("crop", "X"),
        ("update_bias", "b"),
    ],
)
def test_it_begins_with_a_number_of_the_step_in_hand(window, key, label):
    to_chapter(window, key)
    assert opened_tab(window, "check").spot.given.label == label


@pytest.fixture
def by_cell(window):
    """Return a window whose gradients are found cell by cell, and its check."""
    window.session.set_options(input_gradient="gather", weight_gradient="correlate")
    to_chapter(window, "convolve", 27)
    return window, opened_tab(window, "check")


@pytest.mark.parametrize(
    ("key", "steps", "name"),
    [
        ("gather", (11, 12, 33, 88), "X"),
        ("crop", (0, 1, 8, 63), "X"),
        ("correlate", (0, 1, 4, 8), "W"),
    ],
)
def test_it_goes_along_with_the_number_whose_gradient_a_step_writes(by_cell, key, steps, name):
    window, tab = by_cell
    for step in steps:
        to_chapter(window, key, step)
        (cell,) = window.session.frame.step.writes
        ring = 1 if key == "gather" else 0
        at = [place - ring for place in (cell.index[:2] if key == "correlate" else cell.index[1:3])]
        assert tab.spot.name == f"{name}[{at[0]}, {at[1]}]", (key, step)


@pytest.mark.parametrize(("key", "first", "ring"), [("scatter", 1, 1), ("accumulate", 0, 0)])
def test_of_several_gradients_it_is_that_which_the_sum_beneath_the_stage_is_about(
    window, tab, key, first, ring
):
    for step in (18, 19, 27, 28, 50):
        to_chapter(window, key, step)
        (cell,) = formula(window.session.frame).target.cells
        row, column = (place - ring for place in cell.index[first : first + 2])
        assert tab.spot.name == f"{tab.spot.given.label}[{row}, {column}]"


def test_it_goes_along_with_a_gradient_that_is_clicked(window, tab):
    to_chapter(window, "scatter", 27)
    for row, column in ((4, 4), (5, 3), (5, 5)):
        at = window.stage.cell_centre(Cell("dx_pad", (0, row, column, 0)))
        QTest.mouseClick(window.stage.viewport(), LEFT, NONE, at)
        catch_up()
        assert tab.spot.name == f"X[{row - 1}, {column - 1}]"


def test_it_goes_along_where_another_gradient_of_the_same_step_is_told(opened):
    window = opened("classifier")
    tab, written = opened_tab(window, "check"), set()
    to_chapter(window, "crop", 4)
    position = window.session.position
    for cell in sorted(window.session.frame.step.writes, key=str):
        window.session.seek_cell(cell)
        catch_up()
        assert window.session.position == position
        assert tab.spot.at == cell.index[1:]
        written.add(tab.spot.name + tab.spot.plane)
    assert len(written) > 1


def test_it_goes_on_to_the_bias_where_its_gradient_is_written(by_cell):
    window, tab = by_cell
    for key, name in (("bias_gradient", "b[0]"), ("gather", "W[0, 0]"), ("update_bias", "b[0]")):
        to_chapter(window, key)
        assert tab.spot.name == name


def test_it_stays_where_a_step_writes_the_gradient_of_padding(by_cell):
    window, tab = by_cell
    to_chapter(window, "gather", 28)
    assert tab.spot.name == "X[1, 7]"
    for _ in range(2):
        move(window)
        assert tab.spot.name == "X[1, 7]"
    move(window)
    assert tab.spot.name == "X[2, 0]"


def test_it_stays_where_a_step_reads_nothing_that_was_set_up(opened):
    window = opened("separable")
    to_chapter(window, "pad", 7)
    tab = opened_tab(window, "check")
    before = tab.spot.name
    for _ in range(2):
        move(window)
        assert tab.spot.name == before
    window.explain.panel.choose("why")
    window.explain.panel.choose("check")
    assert tab.spot.name != before  # that of all that is there to be seen most of


def test_it_goes_along_with_weights_that_are_read_where_the_gradient_is_of_what_is_computed(opened):
    window = opened("classifier")
    to_chapter(window, "linear_input")
    tab = opened_tab(window, "check")
    for step in (0, 1, 5):
        to_chapter(window, "linear_input", step)
        (cell,) = window.session.frame.step.writes
        assert (tab.spot.given.label, tab.spot.at[0]) == ("W₂", cell.index[-1])


def test_what_was_picked_stays_until_another_chapter_comes_or_it_is_opened_again(by_cell):
    window, tab = by_cell
    panel, cells = window.explain.panel, part(window, "check_cells")

    def pick():
        QTest.mouseClick(cells, LEFT, NONE, cells.rect_of(1, 2).center())
        assert tab.spot.name == "W[1, 2]"

    to_chapter(window, "update_weight", 3)
    pick()
    move(window)
    assert tab.spot.name == "W[1, 2]"
    panel.choose("why")
    panel.choose("check")
    assert tab.spot.name == "W[1, 1]"
    pick()
    window.explain.open(False)
    move(window)
    window.explain.open(True)
    assert tab.spot.name == "W[1, 2]"  # that of the step
    move(window)
    assert tab.spot.name == "W[2, 0]"
    pick()
    to_chapter(window, "correlate", 1)
    assert tab.spot.name == "W[0, 1]"
    assert "dW[0, 1]: " in part(window, "check_numbers").accessibleName()


def test_an_edit_leaves_what_was_picked(by_cell):
    window, tab = by_cell
    cells = part(window, "check_cells")
    QTest.mouseClick(cells, LEFT, NONE, cells.rect_of(1, 2).center())
    window.session.edit(experiments()["grey"], "another")
    assert tab.spot.name.endswith("[1, 2]")


def test_a_click_on_a_number_of_the_stage_that_was_set_up_has_it_checked(window, tab):
    def click_cell(cell):
        QTest.mouseClick(window.stage.viewport(), LEFT, NONE, window.stage.cell_centre(cell))
        press(Qt.Key.Key_Escape)

    click_cell(Cell("weight", (0, 2, 0, 0)))
    assert tab.spot.name == "W[0, 2]"
    click_cell(Cell("x_pad", (0, 3, 4, 0)))
    assert tab.spot.name == "X[2, 3]"
    click_cell(Cell("bias", (0,)))
    assert tab.spot.given.label == "b"
    assert window.explain.panel.name == "check"
    click_cell(Cell("y", (0, 1, 1, 0)))  # that goes to its step
    assert tab.spot.given.label == "b"
    window.explain.panel.choose("why")
    click_cell(Cell("weight", (0, 2, 0, 0)))
    assert window.explain.panel.name == "why"
    window.explain.panel.choose("check")
    assert tab.spot.given.label == "b"


def test_a_click_and_the_arrows_pick_another_number(window, tab):
    cells = part(window, "check_cells")
    QTest.mouseClick(cells, LEFT, NONE, cells.rect_of(1, 2).center())
    assert tab.spot.name == "W[1, 2]"
    cells.setFocus()
    assert "pick a number" in window.findChild(QLabel, "key_hint").text()
    before = window.session.position
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Left)
    assert tab.spot.name == "W[0, 1]"
    press(Qt.Key.Key_Up)  # there is nothing above
    assert tab.spot.name == "W[0, 1]"
    assert window.session.position == before


def test_another_array_is_chosen_and_another_plane(opened):
    window = opened("colour")
    tab = opened_tab(window, "check")
    arrays, planes = part(window, "check_array"), part(window, "check_plane")
    assert [arrays.itemText(row) for row in range(arrays.count())] == ["X", "W", "b"]
    assert isinstance(planes, QComboBox)
    arrays.activated.emit(1)
    planes.setCurrentIndex(5)
    planes.activated.emit(5)
    assert tab.spot.plane == "filter 1 · channel 2"
    arrays.activated.emit(0)
    assert tab.spot.given.label == "X"
    arrays.activated.emit(2)
    assert not planes.isVisible()


def test_a_cell_of_the_stage_is_nudged_or_says_why_not(window, tab):
    panel = window.explain.panel
    panel.set_cell(Cell("x_pad", (0, 3, 4, 0)))
    assert (tab.spot.name, panel.name) == ("X[2, 3]", "check")
    panel.set_cell(Cell("x_pad", (0, 0, 0, 0)))
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert any("is padding" in text for text in said)
    panel.set_cell(Cell("y", (0, 1, 1, 0)))
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Y[1, 1] is computed") for text in said)
    QTest.mouseClick(window.findChild(QToolButton, "check_made"), LEFT)
    assert panel.name == "ledger"


def test_the_menu_of_a_number_that_was_set_up_leads_here(window):
    def entry(cell):
        at = window.stage.cell_centre(cell)
        QTest.mouseClick(window.stage.viewport(), Qt.MouseButton.RightButton, NONE, at)
        menu = window.findChildren(QMenu, "cell_menu")[-1]
        menu.hide()
        return next((action for action in menu.actions() if action.objectName() == "cell_nudge"), None)

    to_chapter(window, "convolve", 27)
    assert entry(Cell("y", (0, 0, 0, 0))) is None
    entry(Cell("x_pad", (0, 4, 4, 0))).trigger()
    assert window.explain.panel.name == "check"
    assert window.explain.panel.tab("check").spot.name == "X[3, 3]"
