"""Two windows."""

import pytest
from window_tools import work_in

from cnnviz.session.session import Session
from cnnviz.ui.window.main_window import MainWindow


@pytest.fixture
def two(qtbot, clock):
    """Return two windows that are open, the first with the keyboard on its stage."""
    windows = [MainWindow(Session(clock=clock)), MainWindow(Session(clock=clock))]
    for window in windows:
        qtbot.addWidget(window)
        window.show()
    work_in(windows[0])
    return windows
