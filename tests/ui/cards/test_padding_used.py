"""The card says how many rows and columns of padding there are, at each side where they differ."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QApplication, QLabel, QSpinBox
from ui_tools import field, layer


def padded(window, kernel, padding, size=(6, 6)):
    """Set up a convolution with a kernel and a padding."""
    before = window.session.experiment.with_image(np.ones((*size, 1)), "ones")
    changed = layer(window).with_window(layer(window).window.changed(kernel_size=kernel, padding=padding))
    window.session.edit(before.with_layers((changed,)), "padding")
    QApplication.processEvents()


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("kernel", "padding", "words"),
    [
        ((2, 2), "same", "above 0, below 1\nleft 0, right 1"),
        ((2, 3), "same", "above 0, below 1\nleft 1, right 1"),
        ((4, 4), "same", "above 1, below 2\nleft 1, right 2"),
        ((3, 3), ((0, 2), (1, 1)), "above 0, below 2\nleft 1, right 1"),
    ],
)
def test_where_the_sides_differ_each_is_said(window, kernel, padding, words):
    padded(window, kernel, padding)
    assert field(window, "padding_used").isVisible()
    assert field(window, "padding_used").text() == words
    assert not field(window, "padding_rows").isVisible()
    amounts = window.session.experiment.geometry(0).amounts
    assert [int(word) for word in words.replace(",", "").split() if word.isdecimal()] == [
        *amounts[0],
        *amounts[1],
    ]


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("kernel", "padding", "number"), [((3, 3), "same", 1), ((5, 5), "same", 2), ((3, 3), "valid", 0)]
)
def test_where_they_are_alike_one_number_says_it_and_can_be_set(window, kernel, padding, number):
    padded(window, (2, 2), "same")
    padded(window, kernel, padding)
    rows = field(window, "padding_rows")
    assert isinstance(rows, QSpinBox)
    assert rows.isVisible()
    assert rows.value() == number
    assert not field(window, "padding_used").isVisible()


def test_the_subtitle_of_the_padding_says_the_same(window):
    padded(window, (2, 3), "same")
    window.session.seek(window.session.timeline.first)
    heading = window.work.findChild(QLabel, "heading").text()
    assert "0 rows above, 1 below, 1 column left, 1 right: zeros" in heading
