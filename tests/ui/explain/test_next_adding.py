"""On to the next step that adds something: by its key, from Why, and what is said where there is none."""

import pytest
from explain_tools import catch_up, opened_tab, to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QLabel, QToolButton
from ui_tools import press

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Grain, Position
from cnnviz.trace.adding import adds
from cnnviz.trace.steps import Cell

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def classifier(window):
    """Return the window at the first step of dW in the classifier: ReLU has stopped most gradients behind it."""
    window.session.open_example(next(one for one in EXAMPLES if one.key == "classifier"))
    to_chapter(window, "accumulate")
    return window


def adding(window):
    """Return which steps of the chapter in hand add something."""
    chapter = window.session.frame.chapter
    return [number for number, step in enumerate(chapter.trace) if adds(step, chapter.arrays)]


def said(window):
    return window.findChild(QLabel, "place").text()


@pytest.mark.parametrize("key", ["accumulate", "scatter", "activate", "convolve", "update_weight"])
def test_its_key_goes_on_to_it_and_with_shift_back(classifier, key):
    to_chapter(classifier, key)
    chapter = classifier.session.position.chapter
    wanted = [step for step in adding(classifier) if step > 0][:3]
    for step in wanted:
        press(Qt.Key.Key_N)
        assert classifier.session.position == Position(chapter, step)
    for step in wanted[-2::-1]:
        press(Qt.Key.Key_N, SHIFT)
        assert classifier.session.position == Position(chapter, step)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert classifier.session.position.step == wanted[1]


def test_where_there_is_none_that_is_said_and_nothing_else_happens(classifier):
    last = len(classifier.session.frame.chapter.trace) - 1
    to_chapter(classifier, "accumulate", last)
    assert said(classifier).startswith("Convolution, backward: dW, db · step 64 of 64")
    press(Qt.Key.Key_N)
    assert classifier.session.position.step == last
    assert said(classifier) == "No later step of this chapter adds anything but 0"
    to_chapter(classifier, "accumulate")
    press(Qt.Key.Key_N, SHIFT)
    assert said(classifier) == "No earlier step of this chapter adds anything but 0"


def test_who_goes_by_multiplications_enters_it_at_the_first(classifier):
    wanted = [step for step in adding(classifier) if step > 0]
    classifier.session.set_grain(Grain.TERM)
    press(Qt.Key.Key_N)
    assert classifier.session.position == Position(classifier.session.position.chapter, wanted[0], 1)


def test_where_numbers_are_hidden_it_is_not_told(classifier):
    before = classifier.session.position
    classifier.session.set_hidden([Cell("dW", (0, 0, 0, 0))], "hide")
    press(Qt.Key.Key_N)
    assert classifier.session.position == before
    assert said(classifier) == "Numbers are hidden here: which steps add something is not told"


def test_nor_to_who_predicts(classifier):
    classifier.session.predict(True)
    before = classifier.session.position
    for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT):
        press(Qt.Key.Key_N, modifiers)
        assert classifier.session.position == before
        assert said(classifier) == "Numbers are hidden here: which steps add something is not told"


def test_why_leads_there_from_a_step_that_adds_nothing(classifier):
    tab = opened_tab(classifier, "why")
    link = tab.findChild(QToolButton, "why_next_adding")
    wanted = adding(classifier)
    chapter = classifier.session.position.chapter
    for step in (0, wanted[0], wanted[0] + 1, wanted[-1], 63):
        classifier.session.seek(Position(chapter, step))
        catch_up()
        assert link.isVisible() == (step not in wanted and step < 63), step
    start = next(step for step in range(64) if step not in wanted)
    classifier.session.seek(Position(chapter, start))
    catch_up()
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert classifier.session.position.step == next(step for step in wanted if step > start)
    assert classifier.stage.hasFocus()


def test_from_what_is_copied_or_compared_it_does_not(classifier):
    tab = opened_tab(classifier, "why")
    for key in ("pad", "activate", "max_pool", "flatten"):
        to_chapter(classifier, key)
        assert not tab.findChild(QToolButton, "why_next_adding").isVisible()
