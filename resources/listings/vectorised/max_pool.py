"""Max pooling, forward: the largest of each window."""

import numpy as np
from numpy.lib.stride_tricks import (
    sliding_window_view,
)


def count(size, kernel, stride, after, ceil):
    room = size - kernel
    windows = room // stride + 1
    inside = windows * stride < size - after
    more = ceil and room % stride and inside
    return windows + 1 if more else windows


def reaching(array, rows, cols, value):
    down = max(rows - array.shape[0], 0)
    across = max(cols - array.shape[1], 0)
    ends = (0, down), (0, across), (0, 0)
    wider = np.pad(
        array, ends, constant_values=value
    )
    return wider


def windows_of(x_pad, kernel, stride, dilation):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    size = (kh - 1) * dh + 1, (kw - 1) * dw + 1
    seen = sliding_window_view(x_pad, size, (0, 1))
    seen = seen[::sh, ::sw, :, ::dh, ::dw]
    return np.moveaxis(seen, 2, -1)


def max_pool(
    x_pad, kernel, stride, padding, dilation, ceil
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    (_, below), (_, right) = padding
    height, width, _ = x_pad.shape
    tall = (kh - 1) * dh + 1
    wide = (kw - 1) * dw + 1
    oh = count(height, tall, sh, below, ceil)
    ow = count(width, wide, sw, right, ceil)
    rows = (oh - 1) * sh + tall
    cols = (ow - 1) * sw + wide
    whole = reaching(x_pad, rows, cols, -np.inf)
    windows = windows_of(
        whole, kernel, stride, dilation
    )
    windows = windows[:oh, :ow]
    y = windows.max(axis=(2, 3))
    return y
