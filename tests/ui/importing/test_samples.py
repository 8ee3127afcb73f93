"""The gallery of samples, with mouse and keys in the real window."""

import subprocess
import sys

import numpy as np
import pytest
from layer_tools import LEFT, NONE, click, named, titles
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QListView, QToolButton
from ui_tools import choose, dialog, press, type_text

from cnnviz.canvas.palette import palette
from cnnviz.gallery.samples import groups, load, samples, source
from cnnviz.importing.reduction import reduce
from cnnviz.ui.appearance import appearance

KEY = Qt.Key
BY_KEY = {sample.key: sample for sample in samples()}


@pytest.fixture
def gallery(window):
    """Return the gallery, opened by its keys."""
    press(KEY.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    return dialog(window, "samples")


def experiment(window):
    return window.session.experiment


def shelf(gallery):
    return gallery.findChild(QListView, "samples_list")


def shown(gallery):
    model = shelf(gallery).model()
    return [model.index(row).data() for row in range(model.rowCount())]


def text(gallery, name):
    return gallery.findChild(QLabel, name).text()


def to(gallery, title):
    """Go to a sample by typing how it is called, as lists allow."""
    shelf(gallery).setFocus()
    shelf(gallery).keyboardSearch("")  # what was typed before is long ago
    type_text(title)
    assert shelf(gallery).currentIndex().data() == title


def closed(window):
    return not [d for d in window.findChildren(QDialog, "samples") if d.isVisible()]


def test_it_opens_with_the_keyboard_on_the_first_of_all(gallery):
    assert QApplication.focusWidget() is shelf(gallery)
    assert shown(gallery) == [sample.title for sample in samples()]
    assert shelf(gallery).currentIndex().row() == 0
    assert text(gallery, "sample_note") == samples()[0].note


def test_arrows_go_along_and_enter_takes_one_as_one_edit_that_keeps_the_layers(window, gallery):
    before, layers = experiment(window), titles(window)
    press(KEY.Key_Right)
    assert text(gallery, "sample_note") == samples()[1].note
    press(KEY.Key_Return)
    assert closed(window)
    assert np.array_equal(experiment(window).image, load(samples()[1]))
    assert experiment(window).image_name == "horizontal edge"
    assert titles(window) == layers
    stack = window.session.undo_stack
    assert stack.count() == 1
    assert stack.undoText() == "open sample horizontal edge"
    stack.undo()
    assert experiment(window) is before


def test_a_double_click_takes_one(window, gallery):
    view = shelf(gallery)
    at = view.visualRect(view.model().index(5)).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, at)
    assert closed(window)
    assert np.array_equal(experiment(window).image, load(samples()[5]))


def test_the_button_takes_one_and_escape_none(window, gallery):
    before = experiment(window)
    press(KEY.Key_Escape)
    assert closed(window)
    assert experiment(window) is before
    window.actions_by_id["file.samples"].trigger()
    again = dialog(window, "samples")
    to(again, "Cross")
    click(named(again, "samples_use"))
    assert experiment(window).image_name == "cross"


def test_space_does_not_play_while_it_is_open(window, gallery):
    press(KEY.Key_Space)
    assert not window.session.player.playing


@pytest.mark.some(2)
@pytest.mark.parametrize("group", groups())
def test_a_group_shows_its_own(gallery, group):
    click(gallery.findChild(QToolButton, f"samples_{group}"))
    assert shown(gallery) == [sample.title for sample in samples() if sample.group == group]
    assert shelf(gallery).currentIndex().row() == 0


def test_words_find_samples_and_what_finds_none_cannot_be_used(window, gallery):
    gallery.findChild(QLineEdit, "samples_find").setFocus()
    type_text("EQUIVARIANT")
    assert shown(gallery) == ["Same shape twice"]
    press(KEY.Key_Down)
    assert QApplication.focusWidget() is shelf(gallery)
    press(KEY.Key_Return)
    assert experiment(window).image_name == "same shape twice"
    window.actions_by_id["file.samples"].trigger()
    again, before = dialog(window, "samples"), experiment(window)
    again.findChild(QLineEdit, "samples_find").setFocus()
    type_text("28 digit")
    assert shown(again) == ["Digit 5, 28×28"]
    again.findChild(QLineEdit, "samples_find").clear()
    type_text("no such words")
    assert shown(again) == []
    assert not named(again, "samples_use").isEnabled()
    press(KEY.Key_Return)
    assert not closed(window)
    assert experiment(window) is before


def test_what_was_chosen_stays_so_while_it_is_found(gallery):
    to(gallery, "Ring")
    gallery.findChild(QLineEdit, "samples_find").setFocus()
    type_text("edge")
    assert shelf(gallery).currentIndex().data() == "Ring"


@pytest.mark.some(3)
@pytest.mark.parametrize("side", [16, 28, 32, 64])
@pytest.mark.parametrize("colour", [True, False])
def test_a_photograph_comes_in_the_size_and_colour_that_were_chosen(window, gallery, side, colour):
    to(gallery, "Cup of coffee")
    choose(named(gallery, "sample_side"), str(side))
    box = gallery.findChild(QCheckBox, "sample_colour")
    box.setFocus()
    if not colour:
        press(KEY.Key_Space)
    words = text(gallery, "sample_size")
    assert words.startswith(f"{side}×{side} cells, {'colour' if colour else 'grey'}")
    click(named(gallery, "samples_use"))
    expected = reduce(source(BY_KEY["coffee"]), side, colour)
    np.testing.assert_array_equal(experiment(window).image, expected)


def test_size_and_colour_are_offered_where_there_is_a_choice(gallery):
    side, colour = named(gallery, "sample_side"), gallery.findChild(QCheckBox, "sample_colour")
    for title, sizes, colours in (("Cross", False, False), ("Cat", True, True), ("Brick wall", True, False)):
        to(gallery, title)
        assert (side.isVisible(), colour.isVisible()) == (sizes, colours), title


def test_each_says_whose_it_is_and_what_it_shows_to_eyes_and_ears(gallery):
    view = shelf(gallery)
    for row, sample in enumerate(samples()):
        index = view.model().index(row)
        view.setCurrentIndex(index)
        QApplication.processEvents()
        assert sample.licence in text(gallery, "sample_credit")
        assert sample.credit in text(gallery, "sample_credit")
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert sample.title in said
        assert sample.note in said
        assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
        assert not gallery.findChild(QLabel, "sample_preview").pixmap().isNull()
        credit = gallery.findChild(QLabel, "sample_credit")
        assert credit.heightForWidth(credit.width()) <= credit.height()  # nothing is cut off


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_small_screen_with_four_pictures_side_by_side(window, theme):
    appearance().set_palette(palette(theme))
    window.actions_by_id["file.samples"].trigger()
    gallery = dialog(window, "samples")
    assert gallery.width() <= 1024
    assert gallery.height() <= 660
    view = shelf(gallery)
    tops = [view.visualRect(view.model().index(row)).top() for row in range(5)]
    assert len(set(tops[:4])) == 1
    assert tops[4] > tops[0]


def test_no_title_is_cut_off(gallery):
    view = shelf(gallery)
    room = view.visualRect(view.model().index(0)).width() - 16  # border and padding
    for title in shown(gallery):
        assert view.fontMetrics().horizontalAdvance(title) <= room, title


def test_every_part_is_reached_by_tab_and_has_a_name(gallery):
    to(gallery, "Cat")
    seen = []
    for _ in range(20):
        press(KEY.Key_Tab)
        seen.append(QApplication.focusWidget())
    names = {widget.objectName() for widget in seen}
    assert {"samples_list", "samples_find", "samples_use", "sample_side", "sample_colour"} <= names
    assert any(
        name.startswith("samples_") and isinstance(w, QToolButton) for w in seen for name in [w.objectName()]
    )


def test_the_index_is_not_read_before_it_is_needed():
    code = (
        "from cnnviz.ui import open_window; window = open_window();"
        "from cnnviz.gallery import samples; print(samples._index.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
