"""Padding and the fold that takes it back."""

import numpy as np
import pytest
from engine_draws import generators
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import pad2d, pad2d_backward
from cnnviz.engine.padding import MODES, source_indices

NUMPY = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
LIMITS = {"reflect": -1, "circular": 0}  # how much more than there is may be added


@st.composite
def sides(draw, mode):
    """Return how long a side is, and how much is added before and after it, no more than the mode has."""
    length = draw(st.integers(1, 6))
    most = min(4, length + LIMITS.get(mode, 9))
    return length, (draw(st.integers(0, most)), draw(st.integers(0, most)))


@pytest.mark.parametrize("mode", MODES)
def test_as_numpy_pads(mode):
    @given(generators, sides(mode), sides(mode))
    def law(rng, high, wide):
        shape, padding = zip(high, wide, strict=True)
        x = rng.normal(size=(2, *shape, 3))
        y = pad2d(x, padding, mode)
        np.testing.assert_array_equal(y, np.pad(x, ((0, 0), *padding, (0, 0)), NUMPY[mode]))
        dy = rng.normal(size=y.shape)
        np.testing.assert_allclose(np.sum(pad2d_backward(dy, padding, mode) * x), np.sum(y * dy), atol=1e-10)
        rows = source_indices(shape[0], *padding[0], mode)
        expected = np.pad(np.arange(shape[0]), padding[0], NUMPY[mode], **_zeros(mode))
        np.testing.assert_array_equal(rows, expected)

    law()


def _zeros(mode):
    return {"constant_values": -1} if mode == "zeros" else {}


@pytest.mark.parametrize("padding", [1, (1, 2), ((0, 1), (2, 0))])
def test_forms_of_padding(padding):
    x = np.ones((1, 2, 3, 1))
    y = pad2d(x, padding)
    assert y.shape[1:3] == {1: (4, 5), (1, 2): (4, 7)}.get(padding, (3, 5))
    assert y.sum() == x.sum()
    np.testing.assert_array_equal(pad2d_backward(y, padding), x)


@pytest.mark.parametrize(
    ("mode", "padding", "message"),
    [
        ("reflect", (0, 3), "reflect padding 3 is more than size - 1 = 2 of an axis of 3 cells"),
        ("circular", ((4, 0), (0, 0)), "circular padding 4 is more than size = 3 of an axis of 3 cells"),
        ("mirror", 1, "padding_mode 'mirror' is not one of"),
    ],
)
def test_padding_with_nothing_to_copy(mode, padding, message):
    with pytest.raises(ValueError, match=message):
        pad2d(np.ones((1, 3, 3, 1)), padding, mode)
    with pytest.raises(ValueError, match=r"padding"):
        pad2d_backward(np.ones((1, 11, 9, 1)), ((4, 4), (3, 3)), mode)
