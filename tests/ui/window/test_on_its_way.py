"""Beneath the update of a kernel stands what training has made of it, round by round."""

import numpy as np
import pytest
from PyQt5.QtCore import QRect, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from cnnviz.application import text_pixels
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.gallery.first_example import first_example
from cnnviz.run.lessons.lesson import lesson_for
from cnnviz.run.numbers.training import trained
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell
from cnnviz.ui.panels.way_stop import row_top, side


def way(window):
    return window.findChild(QWidget, "on_its_way")


def stops(window):
    row = sorted(way(window).findChildren(QAbstractButton), key=lambda button: button.x())
    return [button.accessibleName() for button in row if button.isVisible()]


def go_to(window, key):
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), 0))
    QApplication.processEvents()


@pytest.fixture(scope="module")
def learned():
    """Return the first lesson's experiment after a few rounds, and these."""
    experiment = lesson_for(first_example()).experiment
    rounds = trained(experiment, 8)
    return experiment, rounds


@pytest.fixture
def trained_window(window, learned, qtbot):
    experiment, rounds = learned
    window.resize(1440, 900)
    session = window.session
    session.edit(experiment, "target")
    session.train(len(rounds))
    qtbot.waitUntil(lambda: len(session.rounds) == len(rounds) + 1)
    session.go_to_round(4)
    qtbot.waitUntil(lambda: session.round == 4)
    return window


def test_no_window_becomes_wider_for_it_while_both_sides_are_open(trained_window):
    trained_window.resize(1180, 800)
    trained_window.explain.open(False)
    go_to(trained_window, "update_weight")
    trained_window.setup.open("training")
    QApplication.processEvents()
    trained_window.explain.open(True)
    for _ in range(3):
        QApplication.processEvents()
    assert way(trained_window).isVisible()
    assert trained_window.width() == 1180


def test_it_is_there_while_a_trained_kernel_is_updated(trained_window):
    go_to(trained_window, "update_weight")
    assert way(trained_window).isVisible()
    named = [name.split(",")[0] for name in stops(trained_window)]
    assert named == [
        "round 0",
        "round 1",
        "round 2",
        "round 4",
        "round 8",
        trained_window.session.experiment.loss.target_kernel,
    ]
    assert "beneath it" in trained_window.findChild(QLabel, "way_words").text()
    for key in ("convolve", "update_bias"):
        go_to(trained_window, key)
        assert not way(trained_window).isVisible()


def test_each_row_of_pictures_has_its_name_beside_it(trained_window):
    go_to(trained_window, "update_weight")
    names = trained_window.findChild(QWidget, "way_names")
    chapters = {chapter.key: chapter for chapter in trained_window.session.timeline.chapters}
    said = [chapters["update_weight"].label("weight"), chapters["convolve"].label("y")]
    assert names.accessibleName() == ", ".join(said) == "W, Y"
    first = min(
        (b for b in way(trained_window).findChildren(QAbstractButton) if b.isVisible()), key=lambda b: b.x()
    )
    assert names.geometry().right() < first.x()
    seen = names.grab().toImage()
    inked = [
        y
        for y in range(seen.height())
        if any(seen.pixelColor(x, y) != seen.pixelColor(0, 0) for x in range(seen.width()))
    ]
    for row in range(len(said)):  # in the middle of its pictures
        middle = row_top(row) + side() // 2
        assert any(abs(y - middle) < 8 for y in inked)


def test_a_bias_of_each_position_has_none(window, qtbot):
    example = next(example for example in EXAMPLES if example.key == "d_bias")
    window.resize(1440, 900)
    window.session.open_example(example)
    window.session.teach()
    qtbot.waitUntil(lambda: window.session.experiment.loss.name == "mse")
    window.session.train(2)
    qtbot.waitUntil(lambda: len(window.session.rounds) == 3)
    go_to(window, "update_bias")
    assert way(window) is None
    go_to(window, "update_weight")
    assert way(window).isVisible()


def test_a_click_goes_to_a_round_and_the_way_stays(trained_window, qtbot):
    go_to(trained_window, "update_weight")
    button = way(trained_window).findChild(QAbstractButton, "way_round_8")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trained_window.session.round == 8)
    assert trained_window.session.frame.chapter.key == "update_weight"
    assert way(trained_window).isVisible()


def test_a_low_window_has_the_kernels_alone_or_nothing(trained_window):
    go_to(trained_window, "update_weight")
    both = way(trained_window).height()
    trained_window.resize(1280, 780)
    QApplication.processEvents()
    assert way(trained_window).isVisible()
    assert way(trained_window).height() < both
    assert trained_window.stage.height() >= 200


def test_a_class_sees_it_too_as_large_as_all_else(trained_window):
    go_to(trained_window, "update_weight")
    before = side()
    trained_window.actions_by_id["view.present"].trigger()
    trained_window.resize(1280, 720)
    QApplication.processEvents()
    assert way(trained_window).isVisible()
    assert side() == text_pixels(60) > before
    seen = [button for button in way(trained_window).findChildren(QAbstractButton) if button.isVisible()]
    assert all(button.height() >= side() for button in seen)
    assert all(way(trained_window).rect().contains(button.geometry()) for button in seen)
    trained_window.actions_by_id["view.present"].trigger()
    QApplication.processEvents()
    assert side() == before


def test_it_tells_nobody_what_is_to_be_predicted(trained_window):
    go_to(trained_window, "update_weight")
    action = "learn.predict"
    for _ in range(2):
        assert way(trained_window).isVisible()
        trained_window.actions_by_id[action].trigger()
        QApplication.processEvents()
        assert not way(trained_window).isVisible()
        trained_window.actions_by_id[action].trigger()
        QApplication.processEvents()
    cell = trained_window.session.frame.step.updates[0].target
    label = trained_window.session.frame.chapter.label(cell.array)
    trained_window.session.set_hidden([Cell(label, cell.index)], "hide")
    assert not way(trained_window).isVisible()


@pytest.fixture
def classified(window, qtbot):
    window.resize(1440, 900)
    window.session.open_example(next(example for example in EXAMPLES if example.key == "classifier"))
    window.session.train(10)
    qtbot.waitUntil(lambda: len(window.session.rounds) == 11)
    return window


def test_of_several_layers_that_is_shown_which_changed_most_and_the_link_leads_to_its_update(classified):
    classified.setup.open("training")
    QApplication.processEvents()
    link = classified.findChild(QAbstractButton, "see_way")
    assert link.text() == "see weights on their way"
    go_to(classified, "update_weight")
    link.click()
    QApplication.processEvents()
    assert classified.session.frame.chapter.label("weight") == "W₂"
    rounds = [known.experiment.layers[4].weight for known in classified.session.rounds]
    number, unit = np.unravel_index(np.abs(rounds[-1] - rounds[0]).argmax(), rounds[0].shape)
    words = f"unit {unit}, map {number % 4}, which changed most"
    for key in (classified.session.frame.chapter.key, "update_weight"):
        go_to(classified, key)
        assert classified.findChild(QLabel, "way_title").text() == "W₂ on its way"
        assert classified.findChild(QLabel, "way_words").text().startswith(words)
    assert classified.findChild(QWidget, "way_names").accessibleName() == "W₂, Z"


def test_its_pictures_differ_from_round_to_round(classified):
    go_to(classified, "update_weight")
    row = [button for button in way(classified).findChildren(QAbstractButton) if button.isVisible()]
    row = sorted(row, key=lambda button: button.x())
    first, last = (
        button.grab(QRect(button.rect().adjusted(0, row_top(0), 0, row_top(0) + side() - button.height())))
        for button in (row[0], row[-1])
    )
    assert first.toImage() != last.toImage()


def test_where_nothing_was_trained_there_is_none(window):
    go_to(window, "update_weight")
    assert way(window) is None


def test_it_does_not_tell_the_new_theme_in_the_old_colours(trained_window):
    go_to(trained_window, "update_weight")
    before = way(trained_window).grab().toImage()
    trained_window.actions_by_id["view.theme"].trigger()
    QApplication.processEvents()
    after = way(trained_window).grab().toImage()
    trained_window.actions_by_id["view.theme"].trigger()
    assert before.pixelColor(2, 2) != after.pixelColor(2, 2)
    QApplication.processEvents()
    assert way(trained_window).grab().toImage() == before
