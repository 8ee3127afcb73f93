"""Common values stand side by side under the tools: a click takes one, and it shows which one is drawn."""

import numpy as np
import pytest
from pad_tools import drag, image, use
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractButton

from cnnviz.explain.numbers import written
from cnnviz.ui.drawing.value_row import VALUES


def button(window, value):
    return window.setup.image.findChild(QAbstractButton, f"draw_{written(value)}")


@pytest.mark.some(3)
@pytest.mark.parametrize("value", VALUES)
def test_a_click_takes_a_value_which_is_then_drawn_and_marked(window, value):
    window.setup.open("image")
    QTest.mouseClick(button(window, value), Qt.MouseButton.LeftButton)
    assert window.setup.image.brush.value == value
    assert [one for one in VALUES if button(window, one).isChecked()] == [value]
    drag(window.setup.image.pad, (5, 5))
    assert image(window)[5, 5] == value


def test_a_value_that_is_none_of_them_marks_none(window):
    window.setup.open("image")
    window.setup.image.brush.set_value(0.6)
    assert not any(button(window, one).isChecked() for one in VALUES)


def test_in_colour_there_are_none(window):
    window.setup.open("image")
    assert button(window, 1.0).isVisible()
    use(window, np.zeros((6, 6, 3)))
    assert not button(window, 1.0).isVisible()
