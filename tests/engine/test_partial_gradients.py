"""The backward pass after any number of windows is that of a dy with nothing behind them."""

import numpy as np
import pytest
from engine_draws import convolutions, some
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import PartialGradients, conv2d_backward, pad2d


@some
@given(convolutions(modes=["zeros"]), st.data())
def test_as_if_the_rest_were_zero(case, data):
    chosen = {k: v for k, v in case.settings.items() if k in ("stride", "dilation", "groups")}
    x_pad = pad2d(case.x, case.geometry.amounts)
    partial = PartialGradients(case.dy, x_pad, case.weight, **chosen)
    channels = case.dy.shape[3]
    windows = data.draw(st.integers(0, partial.windows))
    filters = data.draw(st.integers(0, channels)) if windows < partial.windows else 0
    dy = case.dy.copy()
    dy.reshape(-1)[windows * channels + filters :] = 0
    mine = partial(windows, filters)
    for ours, plain in zip(mine, conv2d_backward(dy, x_pad, case.weight, **chosen), strict=True):
        np.testing.assert_allclose(ours, plain, rtol=1e-12, atol=1e-12)
        ours[...] = 7
    for ours, plain in zip(
        partial(windows, filters), conv2d_backward(dy, x_pad, case.weight, **chosen), strict=True
    ):
        np.testing.assert_allclose(ours, plain, rtol=1e-12, atol=1e-12)


def test_there_are_no_windows_beyond_the_last():
    partial = PartialGradients(np.ones((1, 2, 2, 1)), np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)))
    for windows, filters in ((-1, 0), (5, 0), (4, 1), (0, 2)):
        with pytest.raises(ValueError, match="lies outside 4 x 1"):
            partial(windows, filters)


def test_later_changes_of_the_inputs_do_not_matter():
    dy, x = np.ones((1, 2, 2, 1)), np.ones((1, 3, 3, 1))
    partial = PartialGradients(dy, x, np.ones((2, 2, 1, 1)))
    dy[...] = x[...] = 9
    assert partial(4)[1].ravel().tolist() == [4] * 4
