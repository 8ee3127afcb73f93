"""While a mistake is replayed nothing tells what would have been right, as long as one may try again."""

import pytest
from painted_texts import texts
from predict_tools import to
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from ui_tools import press, type_text

from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.hidden import is_hidden
from cnnviz.run.frames.asking import AskKind
from cnnviz.run.timeline import Position
from cnnviz.session.predicting.talk import Turn
from cnnviz.ui.appearance import appearance

KEY = Qt.Key


@pytest.fixture
def replayed(window):
    """Return a window with Explain open in which a mistake is replayed: −2 for 1 + (−2)·1."""
    window.explain.open(True)
    index = [chapter.key for chapter in window.session.timeline.chapters].index("scatter")
    window.session.seek(Position(index, 28))
    press(KEY.Key_P)
    type_text("-2")
    press(KEY.Key_Return)
    push(window, "answer_show")
    assert window.session.talk.turn is Turn.REPLAY
    return window


def push(window, name):
    window.findChild(QPushButton, name).click()
    QApplication.processEvents()


def right_sums(window):
    return [text for text in texts(window) if "= −1" in text]


def test_the_stage_shows_what_was_done_and_what_is_right_stays_hidden(replayed):
    frame = replayed.session.frame
    cell = frame.asking.cell
    assert frame.arrays[cell.array][cell.index] == -2
    after = frame.chapter.trace.state(frame.position.step + 1)
    assert is_hidden(float(after[cell.array][cell.index]))


def test_what_was_done_is_marked_as_wrong_until_the_right_way_is_shown(replayed):
    cell = replayed.session.frame.asking.cell
    for wrong in (True, False):
        seen = replayed.stage.viewport().grab(replayed.stage.cell_rect(cell)).toImage()
        colours = {seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}
        assert (appearance().palette.role("wrong").rgb() in colours) == wrong
        push(replayed, "answer_show")


def test_explain_is_closed_until_the_right_way_is_shown(replayed):
    page = replayed.findChild(QWidget, "explain_closed")
    for tab in ("formula", "code", "ledger", "check", "why"):
        replayed.explain.panel.choose(tab)
        QApplication.processEvents()
        assert page.isVisible(), tab
        assert not right_sums(replayed), tab
    push(replayed, "answer_show")
    assert right_sums(replayed)
    assert not page.isVisible()


def test_it_is_tried_again_with_nothing_known(replayed):
    push(replayed, "answer_again")
    assert not right_sums(replayed)
    type_text("-1")
    press(KEY.Key_Return)
    assert replayed.session.talk.turn is Turn.RIGHT


def asked_again(window, key, step):
    """Go to a step as someone who predicts."""
    to(window, key, step)
    press(KEY.Key_P)
    QApplication.processEvents()


def done_so(window, mistake):
    """Make a mistake where a number is asked for, have it shown, and return what is written then."""
    session = window.session
    cell = session.frame.asking.cell
    made = next(one for one in mistaken(session.open_frame(session.position)) if one.key == mistake)
    type_text(repr(made.values[cell]))
    press(KEY.Key_Return)
    push(window, "answer_show")
    assert session.talk.turn is Turn.REPLAY
    return texts(window)


def test_a_slope_that_is_asked_about_has_no_sign(window):
    asked_again(window, "activate_back", 0)
    shown = texts(window.stage)
    assert "?" in shown
    assert not [text for text in shown if "−?" in text]


def test_neither_curve_nor_remark_tells_the_slope_that_was_left_out(window):
    asked_again(window, "activate_back", 0)
    shown = done_so(window, "slope_forgotten")
    telling = ("slope 0", "kink")
    assert not [text for text in shown if any(words in text for words in telling)]
    push(window, "answer_show")
    right = " ".join(texts(window))
    assert all(words in right for words in telling)


def test_who_forgot_to_square_sees_no_square(opened):
    window = opened("list")
    asked_again(window, "mse", 14)
    squared = "(−1.2) · (−1.2) = 1.44"
    assert squared not in done_so(window, "square_forgotten")
    push(window, "answer_show")
    assert squared in texts(window)


def squares_done(shown):
    """Return the last two squares that have a number, of the texts on the stage."""
    return shown[: shown.index("squares")][-2:]


def test_no_square_is_worked_out_in_the_cell_of_a_mistake(opened):
    window = opened("list")
    asked_again(window, "mse", 14)
    shown = texts(window.stage)
    assert squares_done(shown) == ["0.16", "?"]
    assert "squared, as an area" in shown
    assert squares_done(done_so(window, "square_forgotten")) == ["0.16", "?"]
    push(window, "answer_show")
    assert squares_done(texts(window.stage)) == ["0.16", "1.44"]


def test_after_a_wrong_choice_the_question_still_stands(window):
    asked_again(window, "convolve", 29)
    question = window.session.talk.question
    assert question.asking.kind is AskKind.MISTAKE
    wrong = next(one.key for one in question.options if one.key != question.asking.mistake)
    window.session.answer(wrong)
    QApplication.processEvents()
    assert window.session.talk.may_try
    first, second = (
        window.findChild(QLabel, f"question_{name}").accessibleName() for name in ("first", "second")
    )
    assert first == question.words
    assert second.startswith("That was not it. Whoever ")
    push(window, "answer_again")
    assert window.findChild(QPushButton, "answer_option_1").isVisible()
