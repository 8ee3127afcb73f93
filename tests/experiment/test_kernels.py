"""Named kernels of any size, and hand-made ones in another size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.kernels import PRESETS, default_names, preset, resized

sizes = st.tuples(st.integers(1, 11), st.integers(1, 11))
names = st.sampled_from(sorted(PRESETS))

CLASSIC = {
    "Sobel x": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    "Sobel y": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    "Laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "Sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "Blur": np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16,
    "Emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "Identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
}


@pytest.mark.parametrize("name", CLASSIC)
def test_of_3_by_3_they_are_those_of_the_books(name):
    np.testing.assert_allclose(preset(name, (3, 3), 1)[..., 0], CLASSIC[name], atol=1e-15)


@given(names, sizes, st.integers(1, 3))
def test_a_preset_has_its_size_the_same_in_every_channel_and_no_negative_zero(name, size, channels):
    kernel = preset(name, size, channels)
    assert kernel.shape == (*size, channels)
    assert np.isfinite(kernel).all()
    assert (kernel == kernel[..., :1]).all()
    assert not np.signbit(kernel[kernel == 0]).any()


@given(sizes)
def test_blur_keeps_brightness(size):
    assert preset("Blur", size, 1).sum() == pytest.approx(1)


@given(st.tuples(st.integers(2, 11), st.integers(2, 11)), st.sampled_from(["Sobel x", "Sobel y"]))
def test_an_edge_kernel_gives_nothing_on_an_even_area(size, name):
    assert preset(name, size, 1).sum() == pytest.approx(0, abs=1e-9)


@given(st.tuples(st.integers(3, 11), st.integers(3, 11)))
def test_laplacian_sums_to_0_and_sharpen_to_1(size):
    assert preset("Laplacian", size, 1).sum() == pytest.approx(0, abs=1e-9)
    assert preset("Sharpen", size, 1).sum() == pytest.approx(1)


@given(sizes)
def test_identity_is_a_single_one(size):
    kernel = preset("Identity", size, 1)
    assert (kernel.sum(), np.count_nonzero(kernel)) == (1, 1)


@given(st.integers(0, 40))
def test_names_come_again_only_when_all_have_been(count):
    chosen = default_names(count)
    assert len(chosen) == count
    assert set(chosen) <= set(PRESETS)
    assert len(set(chosen)) == min(count, len(PRESETS))


@given(sizes, sizes)
def test_a_resized_kernel_keeps_its_middle_in_the_middle(old, new):
    kernel = np.arange(1.0, np.prod(old) + 1).reshape(*old, 1)
    result = resized(kernel, new)
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
    np.testing.assert_array_equal(resized(kernel, size), kernel)


@given(sizes, st.integers(0, 3), st.integers(0, 3))
def test_framing_and_cutting_back_is_where_one_was(size, more_rows, more_columns):
    kernel = np.random.default_rng(0).normal(size=(*size, 1))
    larger = (size[0] + 2 * more_rows, size[1] + 2 * more_columns)
    np.testing.assert_array_equal(resized(resized(kernel, larger), size), kernel)
