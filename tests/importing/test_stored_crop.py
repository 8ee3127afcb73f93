"""A part that is cut out is told in the numbers of its file, however large that is."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.importing import stored_crop
from cnnviz.importing.reduction import Crop
from cnnviz.importing.source import Source, kept_shape
from cnnviz.importing.stored_crop import as_kept, as_stored, steps


def source(height, width):
    return Source("photo", width, height, np.broadcast_to(0.0, (*kept_shape((height, width)), 1)))


@st.composite
def parts(draw):
    photo = source(draw(st.integers(1, 9000)), draw(st.integers(1, 9000)))
    rows, columns, _ = photo.values.shape
    top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
    return photo, Crop(top, left, draw(st.integers(1, rows - top)), draw(st.integers(1, columns - left)))


@given(parts())
def test_there_and_back_is_the_same_part(part):
    photo, crop = part
    stored = as_stored(crop, photo)
    assert as_kept(stored, photo) == crop
    assert stored == stored.within((photo.height, photo.width))


@given(parts())
def test_one_step_is_another_part_as_far_as_there_is_one(part):
    photo, crop = part
    stored, (down, _) = as_stored(crop, photo), steps(photo)
    if crop.top + crop.height < photo.values.shape[0] and stored.top + stored.height + down <= photo.height:
        moved = as_kept(Crop(stored.top + down, stored.left, stored.height, stored.width), photo)
        assert moved.top > crop.top


@pytest.mark.parametrize(("height", "width"), [(40, 30), (1024, 1024), (3000, 4000)])
def test_the_whole_is_the_whole(height, width):
    photo = source(height, width)
    assert as_stored(Crop.whole(photo.values.shape), photo) == Crop.whole((height, width))


def test_of_what_is_not_reduced_every_number_stays():
    photo, crop = source(40, 30), Crop(3, 4, 5, 6)
    assert as_stored(crop, photo) == as_kept(crop, photo) == crop
    assert steps(photo) == (1, 1)


def test_what_is_rounded_twice_stays_within_the_file():
    photo = source(2051, 10)
    assert as_stored(Crop(512, 0, 512, 1), photo) == Crop(1025, 0, 1026, 2)


def test_the_examples_are_right():
    assert doctest.testmod(stored_crop).failed == 0
