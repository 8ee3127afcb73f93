"""What tests of the check begin with."""

import pytest
from explain_tools import opened_tab, to_chapter


@pytest.fixture
def tab(window):
    """Return the check, opened at a window within the image."""
    to_chapter(window, "convolve", 27)
    return opened_tab(window, "check")
