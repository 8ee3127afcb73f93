"""Arrays as pictures for other programs: every cell is there, in whole pixels, in its colour."""

import numpy as np
import pytest
from PyQt5.QtGui import QColor

from cnnviz.canvas.grids.cell_picture import cell_picture
from cnnviz.canvas.palette import palette, rgb

RANDOM = np.random.default_rng(6)


def pixel(picture, x, y):
    return QColor(picture.pixel(x, y)).getRgb()[:3]


def test_an_image_has_its_own_colours(qapp):
    image = RANDOM.random((3, 5, 3))
    picture = cell_picture(image, palette("light"), image=True)
    assert (picture.width(), picture.height()) == (240, 144)
    for row, column in np.ndindex(3, 5):
        seen = pixel(picture, column * 48 + 24, row * 48 + 24)
        assert seen == tuple(np.rint(image[row, column] * 255).astype(int))


def test_a_grey_image_is_grey(qapp):
    picture = cell_picture(np.array([[[0.0], [1.0]]]), palette("light"), image=True)
    assert pixel(picture, 24, 24) == (0, 0, 0)
    assert pixel(picture, 72, 24) == (255, 255, 255)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signed_data_have_the_theme_s_map(qapp, theme):
    colours = palette(theme)
    picture = cell_picture(np.array([[-2.0, 0.0, 2.0]]), colours, image=False)
    table = colours.maps["signed"]
    expected = [tuple(table[index]) for index in (0, len(table) // 2, len(table) - 1)]
    assert [pixel(picture, 24 + 48 * column, 24) for column in range(3)] == expected


@pytest.mark.parametrize(
    ("shape", "cells"),
    [
        ((5,), (5, 1)),
        ((2, 3), (3, 2)),
        ((2, 3, 4), (2 * 3 + 1, 2 * 2 + 1)),
        ((2, 3, 5), (3 * 3 + 2, 2 * 2 + 1)),
        ((2, 3, 2, 4), (2 * 3 + 1, 4 * 2 + 3)),
        ((2, 3, 1, 4), (2 * 3 + 1, 2 * 2 + 1)),
        ((600, 2), (2, 600)),
    ],
)
def test_channels_stand_side_by_side_and_filters_below_each_other(qapp, shape, cells):
    colours = palette("light")
    array = RANDOM.normal(size=shape)
    picture = cell_picture(array, colours, image=False)
    scale = picture.width() // cells[0]
    assert (picture.width(), picture.height()) == (scale * cells[0], scale * cells[1])
    if len(shape) == 4 and shape[2] > 1:
        one = cell_picture(array[..., 1, 3], colours, image=False)
        background = tuple(rgb(colours.role("stage")))
        assert pixel(picture, 3 * scale + scale // 2, scale // 2) == background
        largest = np.abs(array).max()
        alone = np.where(np.arange(6).reshape(2, 3) == 0, largest, array[..., 1, 3])
        one = cell_picture(alone, colours, image=False)
        middle = pixel(picture, 5 * scale + scale // 2, 10 * scale + scale // 2)
        assert middle == pixel(one, 48 + 24, 48 + 24)
