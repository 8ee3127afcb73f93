"""The map of how many windows cover a cell takes the room that it has, and its height holds still."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from cnnviz.canvas.palette import palette
from cnnviz.explain.ledgers.coverage import Coverage
from cnnviz.ui.explain.ledger.coverage_map import CoverageMap


@pytest.fixture
def area(qtbot):
    """Return a map of 10 by 16 cells in a column that scrolls."""
    made = QScrollArea()
    qtbot.addWidget(made)
    made.setWidgetResizable(True)
    contents = QWidget()
    column = QVBoxLayout(contents)
    column.setContentsMargins(0, 0, 0, 0)
    covered = CoverageMap(palette("light"), contents)
    column.addWidget(covered)
    column.addStretch()
    made.setWidget(contents)
    covered.set_coverage(coverage())
    made.show()
    return made


def coverage():
    """Return what windows one row high and two columns wide make of a plane that is wide enough to be cramped."""
    return Coverage(np.outer(np.ones(10, int), [1, *[2] * 14, 1]), 0, 0, (0, 0, 0, 0))


def test_it_comes_to_rest_at_any_size(area):
    """As a map that grew in the room it was given it did not, where a bar made it smaller, and ended the program."""
    covered = area.findChild(CoverageMap)
    heights = set()
    for width in range(252, 300, 2):
        for height in range(80, 116, 2):
            area.resize(width, height)
            QApplication.processEvents()
            assert covered.height() == covered.heightForWidth(covered.width())
            heights.add(covered.height())
    assert len(heights) > 1, "how high it is depends on how wide it is"
