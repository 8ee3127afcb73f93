"""dX: the forward pass again, over dY spread and W turned."""

import numpy as np
from numpy.lib.stride_tricks import (
    sliding_window_view,
)


def windows_of(x_pad, kernel, stride, dilation):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    size = (kh - 1) * dh + 1, (kw - 1) * dw + 1
    seen = sliding_window_view(x_pad, size, (0, 1))
    seen = seen[::sh, ::sw, :, ::dh, ::dw]
    return np.moveaxis(seen, 2, -1)


def full(
    dy_spread,
    weight_turned,
    shape,
    dilation,
    groups,
):
    kh, kw, depth, _ = weight_turned.shape
    kernel, each = (kh, kw), (1, 1)
    over = dy_spread
    windows = windows_of(
        over, kernel, each, dilation
    )
    own = *shape[:2], kh, kw, groups, depth
    windows = windows.reshape(own)
    kernels = weight_turned.reshape(
        kh, kw, depth, groups, -1
    )
    sums = np.einsum(
        "ijuvgn,uvngk->ijgk", windows, kernels
    )
    dx_pad = sums.reshape(shape)
    return dx_pad
