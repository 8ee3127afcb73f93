"""A kernel's table as it is painted: each number in its cell and colour, of the filter that is followed."""

import numpy as np
import pytest
from kernel_tools import go_to_cell, kernel, set_kernel, show, table
from layer_tools import named
from painted_texts import number, texts, written
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of
from ui_tools import choose

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.ui.appearance import appearance

SIGNED = np.array([[-1.5, 0, 2], [0.25, -0.25, 7], [-7, 1, -0.5]])


def seen(window):
    """Return the numbers that the table writes, row by row, and where."""
    lines = sorted(written(table(window).viewport()), key=lambda line: (round(line.at.y() / 8), line.at.x()))
    return [number(line.text) for line in lines], [line.at for line in lines]


def test_each_cell_has_its_number(window):
    show(window)
    set_kernel(window, SIGNED[..., None])
    QApplication.processEvents()
    numbers, places = seen(window)
    assert numbers == pytest.approx(SIGNED.ravel().tolist())
    view = table(window)
    for place, (row, column) in zip(places, np.ndindex(SIGNED.shape), strict=True):
        index = view.indexAt(place.toPoint())
        assert (index.row(), index.column()) == (row, column)
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        assert tip.startswith(f"W[{row}, {column}] = ")
        assert number(tip.partition("= ")[2]) == SIGNED[row, column]


@pytest.mark.some(1)
@pytest.mark.parametrize("theme", THEMES)
def test_each_cell_has_the_colour_of_its_number(window, theme):
    appearance().set_palette(palette(theme))
    show(window)
    set_kernel(window, SIGNED[..., None])
    QApplication.processEvents()
    picture, view = pixels_of(table(window).viewport().grab().toImage()), table(window)
    for row, column in np.ndindex(SIGNED.shape):
        corner = view.visualRect(view.model().index(row, column)).topLeft()
        colours = palette(theme).maps["signed"]
        wanted = colours[round((SIGNED[row, column] / 7 + 1) / 2 * (len(colours) - 1))]
        assert np.abs(picture[corner.y() + 3, corner.x() + 3].astype(int) - wanted).max() <= 3


def test_the_numbers_are_those_of_the_filter_and_the_channel_that_are_chosen(window):
    show(window, channels=3, filters=2)
    for filter_ in (0, 1):
        set_kernel(window, np.arange(27.0).reshape(3, 3, 3) * (1 - 2 * filter_), filter_)
    for filter_ in (1, 0):
        window.session.follow(filter_)
        for channel, name in enumerate(("red", "green", "blue")):
            choose(named(window, "kernel_channel", 0), name)
            QApplication.processEvents()
            assert seen(window)[0] == kernel(window, filter_)[..., channel].ravel().tolist()
            assert name in texts(named(window, "kernel_channel", 0))


def test_channels_that_are_no_colours_are_counted_from_0_as_in_the_sum(window):
    show(window, channels=2)
    set_kernel(window, np.arange(18.0).reshape(3, 3, 2))
    box = named(window, "kernel_channel", 0)
    assert [box.itemText(row) for row in range(box.count())] == ["all", "0", "1"]
    for channel in (1, 0):
        choose(box, str(channel))
        QApplication.processEvents()
        assert texts(box) == [str(channel)]
        assert seen(window)[0] == kernel(window)[..., channel].ravel().tolist()


def test_the_cell_with_the_keyboard_is_framed_in_the_accent(window):
    show(window)
    accent = appearance().palette.role("accent").getRgb()[:3]
    for row, column in ((0, 0), (1, 2)):
        view = go_to_cell(window, row, column)
        QApplication.processEvents()
        there = (pixels_of(view.viewport().grab().toImage()) == accent).all(axis=2)
        down, right = np.nonzero(there)
        cell = view.visualRect(view.model().index(row, column))
        assert (right.min(), right.max()) == (
            pytest.approx(cell.left(), abs=2),
            pytest.approx(cell.right(), abs=3),
        )
        assert (down.min(), down.max()) == (
            pytest.approx(cell.top(), abs=2),
            pytest.approx(cell.bottom(), abs=3),
        )
