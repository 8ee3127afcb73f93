"""Predict in the window, by real keys and clicks: what the keys do is what the status bar says."""

import pytest
from painted_texts import texts
from predict_tools import card, focus, hint, to
from PyQt5.QtCore import QPoint, QRect, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget
from ui_tools import press, type_text

from cnnviz.session.hiding import hide
from cnnviz.session.predicting.talk import Turn
from cnnviz.session.settings.settings import ASK, settings
from cnnviz.trace.steps import Cell

KEY = Qt.Key
ASKED = "Enter answers · Space goes on · ← → step · Esc leaves Predict"


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
    assert "You kept the last value alone" in words
    assert "= −2" in words
    assert "= −1" not in words
    card(asked).findChild(QPushButton, "answer_again").click()
    assert focus().objectName() == "answer"
    assert focus().text() == ""
    card(asked).findChild(QPushButton, "answer_show").click()
    assert asked.session.talk.turn is Turn.SHOWN
    assert asked.formula.isVisible()


def test_after_a_wrong_answer_the_next_is_typed_at_once(asked):
    type_text("7")
    press(KEY.Key_Return)
    assert asked.session.talk.turn is Turn.WRONG
    assert focus().objectName() == "answer_again"
    assert hint(asked).startswith("Enter tries again, or type another answer")
    type_text("-1")
    assert focus().objectName() == "answer"
    assert focus().text() == "-1"
    press(KEY.Key_Return)
    assert asked.session.talk.turn is Turn.RIGHT
    assert asked.session.position.step == 28
    type_text("3")  # nothing is to be answered, and nobody has asked for a chapter
    assert asked.session.talk.turn is Turn.RIGHT
    assert asked.session.position.step == 28


def test_after_a_wrong_answer_enter_tries_again_and_the_button_stands_out(asked):
    again, goes_on = (card(asked).findChild(QPushButton, name) for name in ("answer_again", "answer_next"))
    type_text("7")
    press(KEY.Key_Return)
    assert (again.property("kind"), goes_on.property("kind")) == ("primary", "")
    assert again.hasFocus()
    press(KEY.Key_Return)
    assert asked.session.talk.turn is Turn.ASKED
    assert asked.session.position.step == 28
    type_text("-1")
    press(KEY.Key_Return)
    assert goes_on.property("kind") == "primary"
    assert goes_on.hasFocus()


def test_digits_go_to_chapters_again_when_nobody_predicts(asked):
    press(KEY.Key_Return)  # an answer that is none
    card(asked).findChild(QPushButton, "answer_show").click()
    for digit in "123456789":
        type_text(digit)
    assert asked.session.frame.chapter.key == "scatter"
    press(KEY.Key_Escape)
    type_text("2")
    assert asked.session.frame.chapter.key == "convolve"


def places(window):
    """Return where the buttons are that can be seen."""
    buttons = [one for one in card(window).findChildren(QPushButton) if one.isVisible()]
    return {one.objectName(): QRect(one.mapTo(window, QPoint()), one.size()) for one in buttons}


def test_what_shows_the_answer_stands_where_nothing_else_is_pressed(asked):
    seen = [places(asked)]
    for answer in ("-2", "-1"):
        asked.session.answer(answer)
        QApplication.processEvents()
        seen.append(places(asked))
    shows = [place["answer_show"] for place in seen if "answer_show" in place]
    goes_on = [place[name] for place in seen for name in ("answer_next", "answer_give") if name in place]
    assert len(shows) == 2
    assert len(goes_on) == 3
    assert not any(show.intersects(other) for show in shows for other in goes_on)


@pytest.mark.parametrize("name", ["answer_next", "answer_give"])
def test_a_double_click_presses_but_once(asked, name):
    if name == "answer_next":
        asked.session.answer("-1")
        QApplication.processEvents()
    else:
        type_text("-1")
    point = places(asked)[name].center()
    for send in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        at = asked.childAt(point)
        send(at, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.mapFrom(asked, point))
        QApplication.processEvents()
    assert asked.session.talk.turn is (Turn.ASKED if name == "answer_next" else Turn.RIGHT)
    assert asked.session.talk.verdict is None or name == "answer_give"


@pytest.mark.some(2)
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
    assert "kept the last value alone instead of adding" in words
    page.findChild(QRadioButton, "ask_overlap").click()
    assert settings().get(ASK) == "overlap"
    assert asked.session.talk.is_open
    to(asked, "convolve", 5)
    assert not asked.session.talk.is_open
    page.findChild(QRadioButton, "ask_one").click()
    assert asked.session.talk.is_open


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


def test_what_was_not_understood_is_replaced_by_what_is_typed_next(window):
    window.actions_by_id["learn.predict"].trigger()
    field = window.findChild(QLineEdit, "answer")
    type_text("1+")
    press(Qt.Key.Key_Return)
    assert window.session.talk.turn is Turn.ASKED
    assert field.text() == field.selectedText() == "1+"
    type_text("3")
    assert field.text() == "3"
