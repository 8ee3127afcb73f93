"""Explain at the right: opened and folded, remembered, and never beside the set-up where there is no room."""

import subprocess
import sys

import pytest
from process_tools import CHECKOUT, PATIENCE, surroundings
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QToolButton, QWidget
from ui_tools import press

from cnnviz.session.settings.settings import EXPLAIN, settings
from cnnviz.ui import open_window
from cnnviz.ui.explain.dock import STRIP, WIDTH
from cnnviz.ui.window.documents.panels import Panels

LEFT = Qt.MouseButton.LeftButton


def test_e_opens_it_and_folds_it_away(window):
    dock = window.explain
    assert (dock.width(), dock.is_open) == (STRIP, False)
    press("e")
    QApplication.processEvents()
    assert (dock.width(), dock.is_open) == (WIDTH, True)
    assert window.stage.hasFocus()
    press("e")
    QApplication.processEvents()
    assert (dock.width(), dock.is_open) == (STRIP, False)


def test_the_strip_and_the_cross_do_the_same(window):
    QTest.mouseClick(window.findChild(QToolButton, "explain_strip"), LEFT)
    assert window.explain.is_open
    QTest.mouseClick(window.findChild(QToolButton, "explain_close"), LEFT)
    assert not window.explain.is_open
    assert window.stage.hasFocus()


def test_the_menu_ticks_what_is_open_however_it_was_opened_or_gave_way(window):
    def is_ticked():
        entries = [window.actions_by_id[name] for name in ("view.setup", "view.explain")]
        assert all(entry.isCheckable() for entry in entries)
        assert [bool(window.setup.part), window.explain.is_open] == [entry.isChecked() for entry in entries]
        return tuple(entry.isChecked() for entry in entries)

    window.resize(1280, 800)
    assert is_ticked() == (False, False)
    press("e")
    assert is_ticked() == (False, True)
    QTest.mouseClick(window.findChild(QToolButton, "explain_close"), LEFT)
    assert is_ticked() == (False, False)
    QTest.mouseClick(window.findChild(QToolButton, "explain_strip"), LEFT)
    window.setup.open("layers")
    assert is_ticked() == (True, False)
    window.actions_by_id["view.explain"].trigger()
    assert is_ticked() == (False, True)
    window.resize(1440, 900)
    press("b", Qt.KeyboardModifier.ControlModifier)
    assert is_ticked() == (True, True)
    window.actions_by_id["view.setup"].trigger()
    assert is_ticked() == (False, True)


def test_what_is_open_at_a_start_is_ticked(window, qtbot):
    window.resize(1440, 900)
    window.setup.open("layers")
    window.explain.open(True)
    window.close()
    again = open_window()
    qtbot.addWidget(again)
    assert again.actions_by_id["view.explain"].isChecked() is again.explain.is_open is True
    assert again.actions_by_id["view.setup"].isChecked() is bool(again.setup.part) is True


def test_the_keyboard_does_not_stay_in_what_is_folded(window):
    window.explain.open(True)
    window.findChild(QToolButton, "explain_close").setFocus()
    press(Qt.Key.Key_Space)
    assert not window.explain.is_open
    assert window.stage.hasFocus()


def test_who_never_opens_it_has_none_of_it_made(window):
    window.session.move(3)
    window.session.move_chapters(2)
    assert window.findChild(QWidget, "explain_panel") is None


@pytest.mark.parametrize("is_open", [True, False])
def test_it_is_remembered(window, qtbot, is_open):
    window.explain.open(True)
    window.explain.open(is_open)
    assert settings().get(EXPLAIN) is is_open
    window.close()
    again = open_window()
    qtbot.addWidget(again)
    assert again.explain.is_open is is_open


@pytest.mark.some(2)
@pytest.mark.parametrize(("width", "both"), [(1280, False), (1359, False), (1360, True), (1440, True)])
def test_only_one_of_explain_and_set_up_is_open_where_the_window_is_narrow(window, width, both):
    window.resize(width, 800)
    window.setup.open("layers")
    window.explain.open(True)
    assert (window.setup.part, window.explain.is_open) == ("layers" if both else "", True)
    window.setup.open("loss")
    assert (window.setup.part, window.explain.is_open) == ("loss", both)


def test_a_window_that_becomes_narrow_folds_the_set_up_away(window):
    window.resize(1440, 900)
    window.setup.open("layers")
    window.explain.open(True)
    window.resize(1300, 900)
    QApplication.processEvents()
    assert (window.setup.part, window.explain.is_open) == ("", True)
    press("e")
    assert (window.setup.part, window.explain.is_open) == ("layers", False)


def test_what_has_given_way_comes_back_when_the_other_goes(window):
    def is_open():
        return window.setup.part, window.explain.is_open

    window.resize(1280, 800)
    window.setup.open("training")
    press("e")
    assert is_open() == ("", True)
    press("e")
    assert is_open() == ("training", False)
    press("e")
    window.setup.open("layers")
    assert is_open() == ("layers", False)
    window.setup.open("loss")
    window.setup.open("")
    assert is_open() == ("", True)
    press("e")
    assert is_open() == ("", False)  # nothing that somebody has closed comes back
    window.setup.open("image")
    window.setup.open("")
    assert is_open() == ("", False)


@pytest.mark.some(3)
@pytest.mark.parametrize("names", [(), ("explain",), ("layers",)])
@pytest.mark.parametrize("first", [("training", "e"), ("e", "training")])
def test_a_document_has_only_open_what_it_names(window, names, first):
    window.resize(1280, 800)
    for one in first:
        press("e") if one == "e" else window.setup.open(one)
    Panels(window.setup, window.explain).show(names)
    assert Panels(window.setup, window.explain).names() == names


def test_the_smallest_window_has_room_for_it(window):
    window.explain.open(True)
    window.resize(1024, 700)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 700)
    assert window.explain.mapTo(window, window.explain.rect().bottomRight()).x() < 1024


def test_presentation_leaves_it_out_and_brings_it_back(window):
    window.explain.open(True)
    press(Qt.Key.Key_F5)
    assert not window.explain.isVisible()
    press(Qt.Key.Key_F5)
    assert window.explain.isVisible()
    assert window.explain.is_open


def test_a_start_loads_nothing_of_it(tmp_path):
    rooms = [f"cnnviz.explain.{room}" for room in ("ledgers", "prose", "listings")]
    parts = ("cnnviz.ui.explain.", *rooms, "pygments", "ziamath")
    program = (
        "import sys\n"
        "from cnnviz.ui import open_window\n"
        "window = open_window()\n"
        f"print(*[name for name in sys.modules if name.startswith({parts})])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings(tmp_path),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout.split() == ["cnnviz.ui.explain.dock"]
