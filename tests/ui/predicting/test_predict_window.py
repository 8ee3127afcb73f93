"""Predict in the window, by real keys and clicks: what the keys do is what the status bar says."""

import pytest
from painted_texts import texts
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from seen_pixels import pixels_of
from ui_tools import press, type_text

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.run.frames.asking import AskKind
from cnnviz.run.timeline import Position
from cnnviz.session.hiding import hide
from cnnviz.session.predicting.talk import Turn
from cnnviz.session.settings.settings import ASK, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance

KEY = Qt.Key
ASKED = "Enter answers · Space goes on · ← → step · Esc leaves Predict"


def to(window, key, step):
    index = [chapter.key for chapter in window.session.timeline.chapters].index(key)
    window.session.seek(Position(index, step))
    QApplication.processEvents()


def card(window):
    return window.findChild(QWidget, "question_card")


def hint(window):
    (line,) = texts(window.findChild(QWidget, "key_hint"))
    return line


def grids(window):
    """Return how many rows and columns the grids have that are to be seen."""
    items = [one for one in window.stage.scene().items() if isinstance(one, GridItem) and one.isVisible()]
    return {(grid.rows, grid.columns) for grid in items}


def click(window, cell):
    at = QPoint(window.stage.cell_centre(cell))
    QTest.mouseClick(window.stage.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.processEvents()


@pytest.fixture
def asked(window):
    """Return a window in which someone predicts, in the step of the scatter that overlaps most."""
    to(window, "scatter", 28)
    press(KEY.Key_P)
    return window


def focus():
    return QApplication.focusWidget()


def test_p_asks_and_the_keyboard_is_at_the_answer(asked):
    assert asked.session.predicting
    assert not asked.formula.isVisible()
    assert asked.actions_by_id["learn.predict"].isChecked()
    assert focus().objectName() == "answer"
    assert hint(asked) == ASKED
    words = " ".join(texts(card(asked)))
    assert "dX padded[4, 6]" in words
    assert "holds 1 now." in words


def test_what_is_typed_goes_into_the_field_and_enter_answers(asked):
    type_text("1 - 2")
    assert focus().text() == "1 - 2"
    assert hint(asked) == "Enter answers · Esc drops it"
    press(KEY.Key_Return)
    assert asked.session.talk.turn is Turn.RIGHT
    assert hint(asked).startswith("Enter and Space go on")
    press(KEY.Key_Return)
    assert asked.session.position.step == 29
    assert focus().objectName() == "answer"


def test_a_wrong_answer_is_recognised_tried_again_and_shown(asked):
    type_text("-2")
    press(KEY.Key_Return)
    words = " ".join(texts(card(asked)))
    assert "replaced" in words
    assert "= −2" in words
    assert "= −1" not in words
    card(asked).findChild(QPushButton, "answer_again").click()
    assert focus().objectName() == "answer"
    assert focus().text() == ""
    card(asked).findChild(QPushButton, "answer_show").click()
    assert asked.session.talk.turn is Turn.SHOWN
    assert asked.formula.isVisible()


@pytest.mark.parametrize(
    ("key", "step"),
    [(KEY.Key_Space, 29), (KEY.Key_Right, 29), (KEY.Key_Left, 27), (KEY.Key_Down, 36)],
)
def test_while_nothing_is_typed_the_keys_are_the_stage_s(asked, key, step):
    press(key)
    assert asked.session.position.step == step
    assert focus().objectName() == "answer"


def test_while_one_types_they_are_the_field_s(asked):
    type_text("1 - 2")
    press(KEY.Key_Left)
    press(KEY.Key_Home)
    assert asked.session.position.step == 28


def test_letters_that_begin_no_number_are_the_window_s(asked):
    shown = asked.explain.is_open
    press(KEY.Key_E)
    assert asked.explain.is_open != shown
    press(KEY.Key_E)
    press(KEY.Key_P)
    assert not asked.session.predicting
    assert focus() is asked.stage


def test_escape_drops_what_is_typed_and_then_leaves(asked):
    type_text("12")
    press(KEY.Key_Escape)
    assert asked.session.predicting
    assert hint(asked) == ASKED
    press(KEY.Key_Escape)
    assert not asked.session.predicting
    assert focus() is asked.stage
    assert hint(asked).startswith("Space plays")
    assert asked.formula.isVisible()


def test_nothing_moves_when_a_question_comes_or_goes(asked):
    def places():
        QApplication.processEvents()
        return asked.stage.geometry(), card(asked).height(), asked.formula.height(), asked.size()

    before = places()
    assert before[1] == before[2]
    for go_on in (lambda: asked.session.answer("7"), asked.session.show_answer, asked.session.next_question):
        go_on()
        assert places() == before
    press(KEY.Key_Escape)
    assert places()[3] == before[3]
    assert places()[0].height() == before[0].height() + 66 - 48  # the sum needs less room than a question


def test_the_winner_is_clicked_in_whatever_grid_shows_it(window):
    press(KEY.Key_P)
    to(window, "max_pool", 2)
    assert window.session.talk.question.asking.kind is AskKind.WINNER
    click(window, Cell("x_pad", (0, 0, 4, 0)))
    assert window.session.talk.turn is Turn.WRONG
    window.session.try_again()
    click(window, Cell("x_pad", (0, 1, 5, 0)))
    assert window.session.talk.turn is Turn.RIGHT
    assert window.session.position.step == 2
    assert focus().objectName() == "answer_next"


def test_cells_that_change_are_clicked_one_by_one_or_typed(window):
    press(KEY.Key_P)
    to(window, "scatter", 33)
    assert window.session.talk.question.asking.kind is AskKind.CHANGES
    for row in range(4, 7):
        for column in range(1, 4):
            click(window, Cell("dx_pad", (0, row, column, 0)))
    assert window.session.position.step == 33
    assert len(card(window).cells) == 9
    assert window.findChild(QPushButton, "answer_give").text() == "Answer: 9 cells"
    press(KEY.Key_Return)
    assert window.session.talk.turn is Turn.RIGHT
    to(window, "scatter", 41)
    type_text("5-7, 1-3")
    press(KEY.Key_Return)
    assert window.session.talk.turn is Turn.RIGHT


def test_a_mistake_is_chosen_by_its_number(window):
    press(KEY.Key_P)
    to(window, "convolve", 17)
    asking = window.session.talk.question.asking
    assert asking.kind is AskKind.MISTAKE
    keys = [option.key for option in window.session.talk.question.options]
    type_text(str(keys.index(asking.mistake) + 1))
    press(KEY.Key_Return)
    assert window.session.talk.turn is Turn.RIGHT


def test_of_a_size_that_is_asked_nothing_is_written(window):
    press(KEY.Key_P)
    to(window, "convolve", 0)
    assert window.session.talk.question.asking.kind is AskKind.SIZE
    stop = window.findChild(QWidget, "product_Y")
    assert "Y 8×8" not in " ".join(texts(window.map))
    assert "8×8" not in stop.toolTip() + stop.accessibleDescription()
    with pytest.raises(LookupError):
        window.stage.cell_rect(Cell("y", (0, 0, 0, 0)))
    assert (8, 8) not in grids(window)
    type_text("8 x 8")
    press(KEY.Key_Return)
    assert window.session.talk.turn is Turn.RIGHT
    assert (8, 8) in grids(window)
    press(KEY.Key_Return)
    assert stop.accessibleDescription() == "8×8"
    assert window.session.talk.question.asking.kind is AskKind.VALUE


def test_it_goes_on_while_one_presents_and_escape_leaves_one_after_the_other(asked):
    press(KEY.Key_F5)
    assert focus().objectName() == "answer"
    type_text("-1")
    press(KEY.Key_Return)
    assert asked.session.talk.turn is Turn.RIGHT
    press(KEY.Key_Escape)
    assert not asked.session.predicting
    assert asked.actions_by_id["view.present"].isChecked()
    press(KEY.Key_Escape)
    assert not asked.actions_by_id["view.present"].isChecked()


def test_explain_says_what_is_asked_for_and_the_choice_is_remembered(asked):
    asked.explain.open(True)
    page = asked.findChild(QWidget, "explain_closed")
    words = " ".join(texts(page))
    assert "First the answer, then why" in words
    assert "assigned instead of added" in words
    page.findChild(QRadioButton, "ask_overlap").click()
    assert settings().get(ASK) == "overlap"
    assert asked.session.talk.is_open
    to(asked, "convolve", 5)
    assert not asked.session.talk.is_open
    page.findChild(QRadioButton, "ask_one").click()
    assert asked.session.talk.is_open


def test_where_cells_change_is_not_marked_until_it_is_said(window):
    def marked():
        """Return how many pixels of the grid have the colour of what is in hand."""
        corners = [window.stage.cell_rect(Cell("dx_pad", (0, at, at, 0))) for at in (0, 9)]
        QApplication.processEvents()
        pixels = pixels_of(window.stage.viewport().grab(corners[0] | corners[1]).toImage())
        accent = appearance().palette.role("accent").getRgb()[:3]
        return int((pixels.reshape(-1, 3) == accent).all(axis=1).sum())

    press(KEY.Key_P)
    to(window, "scatter", 33)
    assert marked() == 0
    type_text("4-6, 1-3")
    press(KEY.Key_Return)
    assert marked() > 50


def test_space_shows_first_what_a_teacher_has_hidden_and_the_hint_says_so(asked):
    hide(asked.session, [Cell("dy", (0, 3, 4, 0))])
    assert asked.session.talk.turn is Turn.NOTHING
    assert focus() is asked.stage
    assert hint(asked) == "Space reveals the next hidden number · ← → step · Esc leaves Predict"
    press(KEY.Key_Space)
    assert not asked.session.hidden
    assert asked.session.position.step == 28
    assert asked.session.talk.turn is Turn.ASKED
    assert hint(asked) == ASKED
    press(KEY.Key_Space)
    assert asked.session.position.step == 29


def test_where_nothing_is_asked_the_stage_s_keys_are_told(window):
    to(window, "crop", 5)
    press(KEY.Key_P)
    assert window.session.talk.turn is Turn.NOTHING
    assert hint(window) == "Space goes on · ← → step · ↑ ↓ row · Esc leaves Predict"
    assert window.formula.isVisible()
    press(KEY.Key_Space)
    assert window.session.position.step > 5
    press(KEY.Key_Escape)
    assert not window.session.predicting
    assert hint(window).startswith("Space plays")
