"""dW and db: every window adds its part."""

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


def accumulate(
    dy,
    x_pad,
    shape,
    bias_shape,
    stride,
    dilation,
    groups,
):
    kh, kw, depth, _ = shape
    oh, ow, _ = dy.shape
    kernel = kh, kw
    windows = windows_of(
        x_pad, kernel, stride, dilation
    )
    own = oh, ow, kh, kw, groups, depth
    windows = windows[:oh, :ow].reshape(own)
    slopes = dy.reshape(oh, ow, groups, -1)
    sums = np.einsum(
        "hwuvgk,hwgn->uvkgn", windows, slopes
    )
    dweight = sums.reshape(shape)
    dbias = dy.reshape(-1, *bias_shape).sum(0)
    return dweight, dbias
