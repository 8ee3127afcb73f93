"""Windows for the tests of the user interface."""

import pytest
from PyQt5.QtTest import QTest


@pytest.fixture
def window(qtbot):
    """Return the main window on its example, shown, with the keyboard on the stage."""
    from cnnviz.ui import open_window

    window = open_window()
    qtbot.addWidget(window)
    ready(window)
    return window


def ready(window):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.stage.setFocus()
