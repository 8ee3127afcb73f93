"""What is made of a source: cut out, averaged, grey, scaled."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnviz.importing.reduction import (
    Choice,
    Crop,
    Scale,
    first_choice,
    made,
    reduced_shape,
    scaled_values,
    scales,
    source_of,
    stretched,
)
from cnnviz.importing.source import Offer, Whole, from_values, whole

RANDOM = np.random.default_rng(4)
ANY = st.floats(width=64)


def array_source(values, **options):
    return from_values("made", np.asarray(values, float), **options)


def test_a_crop_is_the_very_cells():
    values = RANDOM.random((9, 12, 2))
    cells = made(array_source(values), Choice(99, crop=Crop(2, 3, 4, 7)))
    np.testing.assert_array_equal(cells, values[2:6, 3:10])
    assert not cells.flags.writeable


def test_a_crop_is_averaged_as_a_whole_would_be():
    values = RANDOM.random((30, 40, 1))
    cut = made(array_source(values), Choice(7, crop=Crop(10, 20, 12, 14)))
    np.testing.assert_array_equal(cut, made(array_source(values[10:22, 20:34]), Choice(7)))
    assert cut.shape == (6, 7, 1)


@given(
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.builds(Crop, *[st.integers(-50, 50)] * 4),
    st.integers(1, 50),
)
def test_a_crop_always_lies_on_the_source(shape, crop, side):
    inside = crop.within(shape)
    assert 0 <= inside.top <= inside.top + inside.height <= shape[0]
    assert 0 <= inside.left <= inside.left + inside.width <= shape[1]
    assert min(inside.height, inside.width) >= 1
    assert inside.within(shape) == inside
    cells = made(array_source(np.zeros((*shape, 1))), Choice(side, crop=inside))
    assert cells.shape[:2] == reduced_shape(array_source(np.zeros((*shape, 1))), side, inside)
    assert max(cells.shape[:2]) == min(side, max(inside.height, inside.width))


@given(arrays(float, array_shapes(min_dims=3, max_dims=3, max_side=5), elements=ANY))
def test_what_is_kept_is_kept_bit_for_bit(values):
    np.testing.assert_array_equal(made(array_source(values), Choice(5)).view(np.int64), values.view(np.int64))


@given(arrays(float, array_shapes(min_dims=3, max_dims=3, max_side=5), elements=ANY))
def test_stretching_goes_from_0_to_1_and_hides_nothing(values):
    cells = scaled_values(values, Scale.SPAN)
    finite = np.isfinite(values)
    np.testing.assert_array_equal(np.isfinite(cells), finite)
    np.testing.assert_array_equal(cells[~finite], values[~finite])
    if finite.any():
        assert cells[finite].min() == 0
        assert cells[finite].max() == (0 if values[finite].min() == values[finite].max() else 1)
        order = np.argsort(values[finite], kind="stable")
        assert (np.diff(cells[finite][order]) >= 0).all()


def test_a_constant_array_is_not_divided_by_nothing():
    np.testing.assert_array_equal(scaled_values(np.full((2, 2, 1), 7.0), Scale.SPAN), np.zeros((2, 2, 1)))


def test_bytes_become_0_to_1_and_255_is_1():
    source = array_source(np.array([0, 51, 255, 255]).reshape(2, 2, 1), in_bytes=True)
    assert made(source, Choice(2, scale=Scale.BYTES))[..., 0].tolist() == [[0, 0.2], [1, 1]]
    white = array_source(np.full((37, 41, 1), 255), in_bytes=True)
    assert (made(white, Choice(9, colour=True, scale=Scale.BYTES)) == 1).all()


def test_what_is_not_finite_spreads_without_a_warning():
    values = np.ones((4, 4, 1))
    values[0, 0], values[0, 1], values[3, 3] = np.inf, -np.inf, np.nan
    cells = made(array_source(values), Choice(2))[..., 0]
    np.testing.assert_array_equal(cells, [[np.nan, 1], [1, np.nan]])


@pytest.mark.parametrize(
    ("values", "options", "offered"),
    [
        ([[0.5, 2]], {}, (Scale.KEEP, Scale.SPAN)),
        ([[0, 1]], {}, (Scale.KEEP, Scale.SPAN)),
        ([[0, 200]], {}, (Scale.KEEP, Scale.BYTES, Scale.SPAN)),
        ([[0, 256]], {}, (Scale.KEEP, Scale.SPAN)),
        ([[-1, 200]], {}, (Scale.KEEP, Scale.SPAN)),
        ([[0, np.nan]], {}, (Scale.KEEP, Scale.SPAN)),
        ([[0, 3.5]], {"in_bytes": True}, (Scale.KEEP, Scale.BYTES, Scale.SPAN)),
    ],
)
def test_dividing_by_255_is_offered_for_bytes(values, options, offered):
    assert scales(array_source(np.array(values, float)[..., None], **options)) == offered


def test_what_is_proposed_is_what_one_expects():
    numbers = whole(array_source(np.full((2, 3, 4), 200.0)))
    assert first_choice(numbers, 9) == Choice(9, colour=True, scale=Scale.KEEP)
    in_bytes = whole(array_source(np.full((2, 3, 4), 200.0), in_bytes=True))
    assert first_choice(in_bytes, 9) == Choice(9, colour=True, scale=Scale.BYTES)
    useless = replace(numbers.parts[0], why_not="no")
    assert first_choice(Offer("two", (useless, *in_bytes.parts)), 9).part == 1


def test_any_number_of_channels_is_kept_and_only_three_become_grey():
    for channels in (1, 2, 3, 4, 16):
        source = array_source(RANDOM.random((3, 3, channels)))
        assert made(source, Choice(3)).shape == (3, 3, channels)
        assert made(source, Choice(3, colour=False)).shape == (3, 3, 1 if channels == 3 else channels)


def test_a_target_takes_the_shape_that_is_wanted_or_says_why_not():
    source = array_source(RANDOM.random((8, 8, 5)))
    assert stretched(source, (4, 2, 5)).shape == (4, 2, 5)
    with pytest.raises(ValueError, match="made has 5 channels, and 4 are wanted"):
        stretched(source, (4, 2, 4))
    grey = array_source(np.full((2, 2, 1), 51), in_bytes=True)
    np.testing.assert_allclose(stretched(grey, (4, 4, 3)), 0.2)


def test_a_part_that_is_one_image_gives_it_back():
    source = array_source(RANDOM.random((2, 3, 1)))
    part = Whole(source)
    assert part.shape == (2, 3, 1)
    assert source_of(whole(source), Choice(3)) is source
