"""The glossary: opened at the word in hand, searched, gone through by keys, and followed to places."""

from itertools import pairwise

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)
from run_catalogue import experiments
from ui_tools import dialog, field, give_keyboard, press, type_text

from cnnviz.explain.glossary.terms import terms
from cnnviz.run.timeline import Position
from cnnviz.session.settings.settings import TEXT_SIZE, settings
from cnnviz.ui.appearance import appearance
from cnnviz.ui.explain.why.prose_view import ProseView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def glossary(window):
    press(Qt.Key.Key_F1)
    return dialog(window, "glossary")


def shown(glossary):
    """Return the names of the words that are to be seen."""
    return [name for name in terms() if glossary.findChild(QWidget, f"word_{name}").isVisible()]


def check_nothing_is_cut(glossary):
    area, find = glossary.findChild(QScrollArea), glossary.findChild(QLineEdit, "glossary_find")
    assert area.widget().width() <= area.viewport().width()
    assert find.fontMetrics().horizontalAdvance(find.placeholderText()) < find.width() - 16
    for label in glossary.findChildren(QLabel):
        if label.isVisible():
            assert label.sizeHint().width() <= label.width() or label.wordWrap(), label.text()
            assert not label.wordWrap() or label.heightForWidth(label.width()) <= label.height() + 1, (
                label.text()
            )
    for link in area.findChildren(QToolButton):
        assert not link.isVisible() or link.sizeHint().width() <= link.width(), link.text()
        assert not link.isVisible() or link.geometry().right() <= link.parentWidget().width(), link.text()
    groups = glossary.findChild(QListWidget)
    for row in range(groups.count()):
        room = groups.visualItemRect(groups.item(row)).width() - 43  # beside its words
        assert groups.fontMetrics().horizontalAdvance(groups.item(row).text()) <= room, groups.item(
            row
        ).text()
        assert groups.visualItemRect(groups.item(row)).right() <= groups.viewport().width()


def to_chapter(window, key, step=0):
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), step))


def show(window, name):
    """Open the glossary, and follow a word to its place."""
    give_keyboard(window)
    window.stage.setFocus()
    press(Qt.Key.Key_F1)
    opened = dialog(window, "glossary")
    opened.look_up(name)
    QTest.mouseClick(opened.findChild(QToolButton, f"show_{name}"), LEFT)


def where(window):
    return window.session.frame.chapter.key


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("key", "word"), [("scatter", "scatter"), ("max_pool_back", "mask"), ("crop", "crop")]
)
def test_on_the_stage_it_opens_at_the_word_of_the_chapter(window, key, word):
    to_chapter(window, key)
    press(Qt.Key.Key_F1)
    assert dialog(window, "glossary").current.name == word


def test_on_a_control_it_opens_at_its_word(window):
    stride = field(window, "stride_rows")
    assert isinstance(stride, QSpinBox)
    stride.setFocus()
    press(Qt.Key.Key_F1)
    assert dialog(window, "glossary").current.name == "stride"


def test_a_word_in_why_is_clicked_or_asked_for_with_f1(window):
    to_chapter(window, "scatter", 11)
    window.explain.open(True)
    window.explain.panel.choose("why")
    QApplication.processEvents()
    views = [view for view in window.explain.panel.findChildren(ProseView) if view.isVisible()]
    view, box = next((view, box) for view in views for box in view.boxes() if box.span.term == "chain rule")
    QTest.mouseMove(view, box.rect.center() + QPoint(1, 0))
    QTest.mouseMove(view, box.rect.center())
    press(Qt.Key.Key_F1)
    opened = dialog(window, "glossary")
    assert opened.current.name == "chain rule"
    opened.close()
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, box.rect.center())
    assert dialog(window, "glossary").current.name == "chain rule"
    QTest.mouseMove(window.stage.viewport(), QPoint(3, 3))


@pytest.mark.parametrize(("typed", "first"), [("mask", "mask"), ("SciPy", "cross-correlation"), ("eta", "η")])
def test_a_word_is_found_by_its_name_its_forms_and_its_text(glossary, typed, first):
    assert isinstance(glossary.focusWidget(), QLineEdit)
    type_text(typed)
    assert first in shown(glossary)
    assert len(shown(glossary)) < 8
    if typed == "mask":
        assert glossary.current.name == "mask"


def test_what_is_not_there_is_said_so(glossary):
    type_text("nothing like it")
    assert not shown(glossary)
    assert glossary.findChild(QLabel, "glossary_nothing").isVisible()
    glossary.focusWidget().clear()
    assert len(shown(glossary)) == len(terms())


def test_the_groups_stand_apart(glossary):
    listed = glossary.findChild(QListWidget, "glossary_groups")
    places = [listed.visualItemRect(listed.item(row)) for row in range(listed.count())]
    assert all(place.height() >= 2 * listed.fontMetrics().height() for place in places)
    assert all(one.bottom() < other.top() for one, other in pairwise(places))


def test_groups_part_the_words(glossary):
    groups = glossary.findChild(QListWidget, "glossary_groups")
    seen = []
    for row in range(1, groups.count()):
        groups.setCurrentRow(row)
        seen += shown(glossary)
    assert sorted(seen) == sorted(terms())


def test_arrows_go_through_the_words_and_enter_to_a_place(window, glossary):
    type_text("gradient descent")
    glossary.focusWidget().clear()
    glossary.look_up("accumulate")
    press(Qt.Key.Key_Down)
    assert glossary.current.name == list(terms())[list(terms()).index("accumulate") + 1]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert where(window) == "accumulate"
    assert dialog(window, "glossary") is None


def test_a_place_in_the_run_in_hand_changes_nothing_of_it(window):
    before = window.session.experiment
    show(window, "mask")
    assert where(window) == "max_pool_back"
    assert window.session.experiment is before
    assert not window.session.undo_stack.count()


def test_another_way_to_dx_is_taken_where_the_word_needs_it(window):
    before = window.session.experiment
    show(window, "gather")
    assert where(window) == "gather"
    assert window.session.experiment is before


def test_where_the_run_has_it_not_an_example_opens_that_undo_takes_away(window):
    window.session.edit(experiments()["grey"], "mine")
    mine = window.session.experiment
    show(window, "softmax")
    assert where(window) == "cross_entropy"
    assert window.session.position.step == 6
    window.session.undo()
    assert window.session.experiment is mine


def test_a_word_of_the_set_up_opens_its_panel_and_one_of_explain_its_tab(window):
    show(window, "ceil mode")
    assert window.setup.part == "layers"
    show(window, "gradient")
    assert window.explain.is_open
    assert window.explain.panel.name == "check"


def test_the_chosen_word_tells_what_happens_in_the_experiment_and_leads_on(window, glossary):
    glossary.look_up("mask")
    entry = glossary.findChild(QWidget, "word_mask")
    texts = [label.text() for label in entry.findChildren(QLabel) if label.isVisible()]
    assert "IN YOUR EXPERIMENT" in texts
    assert any("dP[" in text for text in texts)
    link = next(link for link in entry.findChildren(QToolButton) if link.text() == "tie")
    QTest.mouseClick(link, LEFT)
    assert glossary.current.name == "tie"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_text_is_cut(window, theme):
    if appearance().palette.dark != (theme == "dark"):
        window.actions_by_id["view.theme"].trigger()
    press(Qt.Key.Key_F1)
    glossary = dialog(window, "glossary")
    check_nothing_is_cut(glossary)


@pytest.mark.parametrize("size", [(1280, 720), (2560, 1440)])
def test_nothing_is_cut_while_one_presents(window, size):
    press(Qt.Key.Key_F5)
    window.resize(*size)
    press(Qt.Key.Key_F1)
    glossary = dialog(window, "glossary")
    glossary.resize(size[0] - 140, size[1] - 40)
    QApplication.processEvents()
    check_nothing_is_cut(glossary)


@pytest.mark.parametrize("size", [(1264, 760), (1008, 660)])
@pytest.mark.parametrize("word", ["loss", "mask"])
def test_nothing_is_cut_where_text_is_large(window, size, word):
    settings().set(TEXT_SIZE, 200)
    press(Qt.Key.Key_F1)
    glossary = dialog(window, "glossary")
    glossary.resize(*size)
    glossary.look_up(word)
    for _ in range(5):  # links go below each other, and all that stands beneath them moves
        QApplication.processEvents()
    check_nothing_is_cut(glossary)
