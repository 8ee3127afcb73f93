"""Cards that are made anew under the pointer are as wide as the panel: fields do not ask for room for limits."""

import pytest
from PyQt5.QtCore import QPoint
from PyQt5.QtGui import QCursor
from PyQt5.QtWidgets import QApplication, QToolButton, QWidget

from cnnviz.ui.fields.number_fields import PairField


@pytest.fixture
def panel(window):
    """Return the panel of the layers, of which the last is unfolded."""
    window.resize(1280, 733)
    window.setup.open("layers")
    found = window.setup.panel("layers")
    found.findChild(QWidget, "layer_2").fold_asked.emit(False)
    QApplication.processEvents()
    before = QCursor.pos()
    yield found
    QCursor.setPos(before)


@pytest.mark.parametrize(
    "where", [range(531, 692, 20), pytest.param(range(91, 692, 10), marks=pytest.mark.long)]
)
def test_cards_stay_within_the_panel_wherever_the_pointer_is_when_a_layer_goes(window, panel, where):
    column = panel.findChild(QWidget, "layer_0").findChild(QWidget, "dilation_columns")
    across = column.mapTo(window, column.rect().center()).x()
    for down in where:
        QCursor.setPos(window.mapToGlobal(QPoint(across, down)))
        panel.findChild(QWidget, "layer_2").findChild(QToolButton, "remove_layer").click()
        QApplication.processEvents()
        assert panel.contents.width() == panel.viewport().width(), down
        for pair in panel.findChildren(PairField):
            rows, columns = (field.width() for field in pair.fields)
            assert abs(rows - columns) <= 1, (down, pair.fields[0].objectName())
        window.actions_by_id["edit.undo"].trigger()
        QApplication.processEvents()
