"""Average pooling, forward: the mean of each window."""

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


def cells_that_count(shape, padding, counted):
    (top, below), (left, right) = padding
    inside = np.zeros((*shape[:2], 1))
    if counted:
        return inside + 1
    rows = slice(top, shape[0] - below)
    cols = slice(left, shape[1] - right)
    inside[rows, cols] = 1
    return inside


def average_pool(
    x_pad, kernel, stride, padding, ceil, counted
):
    (kh, kw), (sh, sw), each = (
        kernel,
        stride,
        (1, 1),
    )
    (_, below), (_, right) = padding
    height, width, _ = x_pad.shape
    oh = count(height, kh, sh, below, ceil)
    ow = count(width, kw, sw, right, ceil)
    rows = (oh - 1) * sh + kh
    cols = (ow - 1) * sw + kw
    inside = cells_that_count(
        x_pad.shape, padding, counted
    )
    real = np.where(inside, x_pad, 0)
    real = reaching(real, rows, cols, 0)
    inside = reaching(inside, rows, cols, 0)
    windows = windows_of(real, kernel, stride, each)
    windows = windows[:oh, :ow]
    counts = windows_of(
        inside, kernel, stride, each
    )
    counts = counts[:oh, :ow].sum(axis=(2, 3))
    y = windows.sum(axis=(2, 3)) * (1 / counts)
    return y
