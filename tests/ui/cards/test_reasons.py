"""The sentence that says why something is impossible stands where one looks: beneath what one works with."""

import pytest
from layer_tools import click, named
from PyQt5.QtCore import QPoint
from PyQt5.QtWidgets import QAction, QApplication
from ui_tools import field, step


def _beneath(widget, label):
    """Return how many pixels lie between a widget and the sentence beneath it."""
    QApplication.processEvents()
    assert label.isVisible()
    assert not label.visibleRegion().isEmpty()
    end = widget.mapTo(widget.window(), QPoint(0, widget.height()))
    return label.mapTo(label.window(), QPoint(0, 0)).y() - end.y()


@pytest.mark.some(2)
@pytest.mark.parametrize("name", ["kernel_size_rows", "filters", "stride_columns", "dilation_rows"])
def test_why_a_number_goes_no_further_is_said_beneath_it(window, name):
    window.resize(1024, 700)
    number = field(window, name)
    number.setFocus()
    for _ in range(2):  # the second sentence of a card takes the place of the first
        number.setValue(number.minimum())
        step(number, up=False)
        assert 0 <= _beneath(number, named(window, "reason", 0)) < 20


def test_why_a_layer_cannot_be_moved_is_said_beneath_its_header(window):
    window.setup.open("layers")
    window.findChild(QAction, "add_flatten").trigger()
    field(window, "stride_rows").setFocus()
    QApplication.processEvents()
    button = named(window, "move_layer_up", 3)
    window.setup.panel("layers").ensureWidgetVisible(button, 0, 0)
    click(button)
    assert 0 <= _beneath(button, named(window, "reason", 3)) < 40
