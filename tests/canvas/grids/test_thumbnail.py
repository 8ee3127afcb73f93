"""A small picture of a large array is made of as many of its cells as it can show."""

import numpy as np
import pytest

from cnnviz.canvas.grids.thumbnail import ArrayColours, every_of, thumbnail
from cnnviz.canvas.palette import palette

PICTURES = {"image": True, "signed": False}


@pytest.mark.parametrize("image", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("channels", [1, 3])
def test_the_cells_that_are_left_have_the_colours_that_they_have_among_all(image, channels):
    array = np.random.default_rng(1).random((90, 61, channels)) - 0.2
    array[1, 1] = 9  # the largest is none of those that are left
    progress = np.random.default_rng(2).integers(0, 3, array.shape, np.int8)
    whole = ArrayColours(array, palette("light"), image=image)
    few = ArrayColours(array, palette("light"), image=image, every=(4, 3))
    for told in (None, progress):
        assert few.of(array, told).shape == (23, 21, 3)
        np.testing.assert_array_equal(few.of(array, told), whole.of(array, told)[::4, ::3])


@pytest.mark.parametrize(("shape", "every"), [((255, 255), (1, 1)), ((2000, 100), (15, 15))])
def test_there_are_at_least_four_cells_to_each_pixel_where_some_are_left_out(shape, every):
    assert every_of((*shape, 1), 32) == every
    longest = max(shape) / every[0]
    assert longest >= 4 * 32 or every == (1, 1)
    assert longest < 9 * 32


def test_what_is_stretched_keeps_the_cells_of_its_shorter_side():
    assert every_of((100_000, 10), 64, square=True) == (390, 1)


def test_a_large_array_has_a_picture_of_its_shape(qapp):
    array = np.zeros((1600, 800, 1))
    array[:, 400:] = 1
    small = thumbnail(array, 30, palette("light"), image=True).toImage()
    assert (small.width(), small.height()) == (15, 30)
    assert small.pixelColor(2, 10).lightness() < 30 < 220 < small.pixelColor(12, 10).lightness()
