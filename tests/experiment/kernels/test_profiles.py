"""Kernels mixed from profiles, and hand-made ones in another size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.kernels.profiles import PROFILES, OuterProduct, in_channels, mixed, reframed

sizes = st.tuples(st.integers(1, 11), st.integers(1, 11))
profiles = st.sampled_from(sorted(PROFILES))


@given(profiles, profiles, sizes, st.booleans())
def test_every_mixture_is_finite_of_its_size_and_never_nothing(rows, columns, size, negative):
    kernel = mixed([OuterProduct(rows, columns, -1 if negative else 1)], size)
    assert kernel.shape == size
    assert np.isfinite(kernel).all()
    assert kernel.any()
    assert not np.signbit(kernel[kernel == 0]).any()


@given(st.integers(2, 11), st.sampled_from(["difference", "slope", "second"]))
def test_differences_sum_to_0(size, name):
    assert PROFILES[name](size).sum() == 0
    assert PROFILES[name](size).any()


@given(st.integers(1, 11), st.sampled_from(["smooth", "ones", "scharr", "slope", "difference"]))
def test_profiles_are_even_or_odd(size, name):
    profile = PROFILES[name](size)
    sign = -1 if name in ("slope", "difference") else 1
    np.testing.assert_array_equal(profile[::-1], sign * profile)


@given(sizes, sizes)
def test_a_resized_kernel_keeps_its_middle_in_the_middle(old, new):
    kernel = np.arange(1.0, np.prod(old) + 1).reshape(*old, 1)
    result = reframed(kernel, new)
    assert result.shape == (*new, 1)
    middle = tuple((size - 1) // 2 for size in old), tuple((size - 1) // 2 for size in new)
    assert result[middle[1]] == kernel[middle[0]]
    assert set(result[result != 0]) <= set(kernel.ravel())
    assert (
        np.count_nonzero(result) == np.prod(np.minimum(old, new))
        or (np.array(old) % 2 != np.array(new) % 2).any()
    )


@given(sizes)
def test_the_same_size_changes_nothing(size):
    kernel = np.random.default_rng(0).normal(size=(*size, 2))
    np.testing.assert_array_equal(reframed(kernel, size), kernel)


@given(sizes, st.integers(0, 3), st.integers(0, 3))
def test_framing_and_cutting_back_is_where_one_was(size, more_rows, more_columns):
    kernel = np.random.default_rng(0).normal(size=(*size, 1))
    larger = (size[0] + 2 * more_rows, size[1] + 2 * more_columns)
    np.testing.assert_array_equal(reframed(reframed(kernel, larger), size), kernel)


@given(sizes, sizes)
def test_a_frame_is_of_what_it_is_filled_with(old, new):
    result = reframed(np.ones((*old, 2)), new, np.array([5.0, 7.0]))
    assert set(result[..., 0].ravel()) <= {1, 5}
    assert set(result[..., 1].ravel()) <= {1, 7}


def test_other_channels_get_the_mean():
    kernel = np.array([[[1.0, 2.0, 6.0]]])
    assert in_channels(kernel, 3) is kernel
    assert in_channels(kernel, 2).tolist() == [[[3, 3]]]
    third = np.full((1, 1, 3), 1 / 3)
    assert (in_channels(third, 4) == 1 / 3).all()  # the mean of equal numbers is that number to the last bit


@pytest.mark.parametrize(("size", "row"), [(1, [1]), (2, [1, 1]), (3, [3, 10, 3]), (5, [3, 16, 26, 16, 3])])
def test_scharr_s_weights(size, row):
    assert PROFILES["scharr"](size).tolist() == row
