"""A window that asks."""

import pytest
from predict_tools import to
from PyQt5.QtCore import Qt
from ui_tools import press

KEY = Qt.Key


@pytest.fixture
def asked(window):
    """Return a window in which someone predicts, in the step of the scatter that overlaps most."""
    to(window, "scatter", 28)
    press(KEY.Key_P)
    return window
