"""What is answered on the stage by clicks, and what it does not give away meanwhile."""

import pytest
from painted_texts import texts
from predict_tools import card, click, focus, grids, to
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QPushButton, QWidget
from seen_pixels import pixels_of
from ui_tools import double_click, press, type_text

from cnnviz.run.frames.asking import AskKind
from cnnviz.session.predicting.talk import Turn
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


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
    to(window, "scatter", 36)
    assert window.session.talk.question.asking.kind is AskKind.CHANGES
    for row in range(4, 7):
        for column in range(4, 7):
            click(window, Cell("dx_pad", (0, row, column, 0)))
    assert window.session.position.step == 36
    assert len(card(window).cells) == 9
    double_click(window.stage.viewport(), window.stage.cell_centre(Cell("dx_pad", (0, 4, 4, 0))))
    assert len(card(window).cells) == 9
    assert window.findChild(QPushButton, "answer_give").text() == "Answer: 9 cells"
    press(KEY.Key_Return)
    assert window.session.talk.turn is Turn.RIGHT
    to(window, "scatter", 22)
    type_text("2-4, 6-8")
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


def test_where_cells_change_is_not_marked_until_it_is_said(window):
    def marked():
        """Return how many pixels of the grid have the colour of what is in hand."""
        corners = [window.stage.cell_rect(Cell("dx_pad", (0, at, at, 0))) for at in (0, 9)]
        QApplication.processEvents()
        pixels = pixels_of(window.stage.viewport().grab(corners[0] | corners[1]).toImage())
        accent = appearance().palette.role("accent").getRgb()[:3]
        return int((pixels.reshape(-1, 3) == accent).all(axis=1).sum())

    press(KEY.Key_P)
    to(window, "scatter", 36)
    assert marked() == 0
    type_text("4-6, 4-6")
    press(KEY.Key_Return)
    assert marked() > 50
