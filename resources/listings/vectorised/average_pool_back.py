"""Average pooling, backward: every cell gets the same share."""

import numpy as np
from numpy.lib.stride_tricks import (
    sliding_window_view,
)


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


def average_pool_back(
    dy, shape, kernel, stride, padding, counted
):
    (kh, kw), (sh, sw) = kernel, stride
    oh, ow, channels = dy.shape
    height, width, _ = shape
    rows = (oh - 1) * sh + kh
    cols = (ow - 1) * sw + kw
    inside = cells_that_count(
        shape, padding, counted
    )
    whole = reaching(inside, rows, cols, 0)
    counts = windows_of(
        whole, kernel, stride, (1, 1)
    )
    counts = counts[:oh, :ow].sum(axis=(2, 3))
    part = dy * (1 / counts)
    dx = np.zeros((*whole.shape[:2], channels))
    for u, v in np.ndindex(kh, kw):
        rows = slice(u, u + oh * sh, sh)
        cols = slice(v, v + ow * sw, sw)
        dx[rows, cols] += part
    dx_pad = np.where(
        inside, dx[:height, :width], 0
    )
    return dx_pad
