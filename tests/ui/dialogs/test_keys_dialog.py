"""The list of keys names every key that there is, in the words of the menus, and is searched by typing."""

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from ui_tools import dialog, press, type_text

from cnnviz.canvas.palette import palette
from cnnviz.session.settings.settings import PRESENTER_KEYS, TEXT_SIZE, settings
from cnnviz.ui.appearance import appearance
from cnnviz.ui.drawing.pad.keys import TOOL_KEYS
from cnnviz.ui.window.key_groups import caps, key_groups


@pytest.fixture
def keys(window):
    press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    return dialog(window, "keys")


def rows(keys):
    """Return what each visible row says, keys first."""
    named = [part for part in keys.findChildren(QWidget) if ": " in part.accessibleName()]
    return [part.accessibleName() for part in named if part.isVisible()]


def check_nothing_is_cut(keys):
    area, find = keys.findChild(QScrollArea), keys.findChild(QLineEdit, "keys_find")
    assert area.widget().width() <= area.viewport().width()
    for label in filter(QLabel.isVisible, keys.findChildren(QLabel)):
        assert label.sizeHint().width() <= label.width() or label.wordWrap(), label.text()
        assert label.heightForWidth(label.width()) <= label.height() + 1 or not label.wordWrap(), label.text()
    assert find.fontMetrics().horizontalAdvance(find.placeholderText()) < find.width() - 16


def test_every_shortcut_of_every_action_is_there(window, keys):
    shown = [words.partition(": ")[0].split() for words in rows(keys)]
    for action in window.actions_by_id.values():
        shortcuts = action.shortcuts()
        for shortcut in shortcuts[: 1 if action.objectName().startswith("play.") else None]:
            wanted = caps(shortcut.toString())
            assert any(set(wanted) <= set(line) for line in shown), (action.objectName(), wanted)


def test_the_tools_of_the_pad_are_there_under_their_keys(keys):
    shown = " ".join(rows(keys))
    for tool, key in TOOL_KEYS.items():
        (line,) = [words for words in rows(keys) if tool.value in words.partition(": ")[2].split(", ")]
        place = line.partition(": ")[2].split(", ").index(tool.value)
        assert line.split(": ")[0].split()[place] == QKeySequence(key).toString()
    assert "1 to 9: go to a chapter" in shown


def test_no_action_is_told_of_twice_and_a_new_one_comes_by_itself(window):
    groups = key_groups(window.actions_by_id)
    told = [(row.keys, row.words) for group in groups for row in group.rows]
    assert len(told) == len(set(told))
    window.actions_by_id["help.about"].setShortcut("Ctrl+F12")
    assert key_groups(window.actions_by_id) == groups  # by the table alone who has keys is told


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chapter", ["PgUp PgDn: chapter before, after; a step in presentation", "1 to 9: go to a chapter"]),
        ("F5", ["F5: presentation"]),
        ("undo", ["Ctrl Z: undo"]),
        ("nothing like it", []),
    ],
)
def test_a_key_is_found_by_what_it_does_and_by_its_name(keys, typed, found):
    assert isinstance(keys.focusWidget(), QLineEdit)
    type_text(typed)
    assert rows(keys) == found
    assert keys.findChild(QLabel, "keys_nothing").isVisible() == (not found)
    keys.focusWidget().clear()
    assert len(rows(keys)) > 30


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_it_is_seen_at_once_and_nothing_is_cut(window, theme):
    appearance().set_palette(palette(theme))
    press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    keys = dialog(window, "keys")
    keys.resize(920, 680)
    QApplication.processEvents()
    area = keys.findChild(QScrollArea)
    assert area.widget().height() <= area.viewport().height()
    check_nothing_is_cut(keys)


@pytest.mark.parametrize("size", [(1280, 720), (2560, 1440)])
def test_nothing_is_cut_while_one_presents(window, size):
    press(Qt.Key.Key_F5)
    window.resize(*size)
    press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    keys = dialog(window, "keys")
    keys.resize(size[0] - 140, size[1] - 40)
    QApplication.processEvents()
    check_nothing_is_cut(keys)


@pytest.mark.parametrize("size", [(1264, 760), (1008, 660), (700, 660)])
def test_nothing_is_cut_where_text_is_large(window, size):
    settings().set(TEXT_SIZE, 200)
    press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    keys = dialog(window, "keys")
    keys.resize(*size)
    QApplication.processEvents()
    check_nothing_is_cut(keys)
    assert len(rows(keys)) > 30
    columns = {part.mapTo(keys, QPoint()).x() for part in keys.findChildren(QWidget, "keys_caps")}
    assert len(columns) == (2 if size[0] > 1000 else 1)


@pytest.mark.parametrize("presenting", [False, True])
@pytest.mark.parametrize(
    ("keys_go_by", "told"),
    [("steps", "chapter before, after; a step in presentation"), ("chapters", "chapter before, after")],
)
def test_what_a_presenter_s_keys_do_is_told_as_it_is_set(window, presenting, keys_go_by, told):
    settings().set(PRESENTER_KEYS, keys_go_by)
    if presenting:
        press(Qt.Key.Key_F5)
    press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    (said,) = [row for row in rows(dialog(window, "keys")) if "chapter before" in row]
    assert said == f"PgUp PgDn: {told}"


def test_escape_closes_it_and_the_stage_has_the_keys_again(window, keys):
    press(Qt.Key.Key_Escape)
    assert not window.findChildren(QWidget, "keys") or not keys.isVisible()


@pytest.mark.parametrize(
    ("keys_", "expected"),
    [
        ("Ctrl+Shift+Z", ("Ctrl", "Shift", "Z")),
        ("Ctrl++", ("Ctrl", "+")),
        ("+", ("+",)),
        ("PgDown", ("PgDn",)),
        ("Ctrl+-", ("Ctrl", "−")),
    ],
)
def test_keys_are_written_one_by_one(keys_, expected):
    assert caps(keys_) == expected
