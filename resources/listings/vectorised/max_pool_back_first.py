"""Max pooling, backward: the first maximum takes all."""

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


def max_pool_back_first(
    dy, x_pad, kernel, stride, dilation
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    oh, ow, _ = dy.shape
    height, width, _ = x_pad.shape
    rows = (oh - 1) * sh + (kh - 1) * dh + 1
    cols = (ow - 1) * sw + (kw - 1) * dw + 1
    whole = reaching(x_pad, rows, cols, -np.inf)
    windows = windows_of(
        whole, kernel, stride, dilation
    )
    windows = windows[:oh, :ow]
    flat = windows.reshape(oh, ow, kh * kw, -1)
    best = flat.argmax(2)
    # NaN wins, of several the last
    nan = np.isnan(flat)
    last = kh * kw - 1 - nan[:, :, ::-1].argmax(2)
    best = np.where(nan.any(2), last, best)
    best = best[:, :, None]
    taps = np.arange(kh * kw)[:, None]
    mask = (taps == best).reshape(windows.shape)
    # padding, -inf, never wins
    mask = mask & (windows != -np.inf)
    part = mask * dy[:, :, None, None]
    # 0 stops everything, even NaN
    part[mask == 0] = 0
    dx = np.zeros(whole.shape)
    for u, v in np.ndindex(kh, kw):
        rows = slice(u * dh, u * dh + oh * sh, sh)
        cols = slice(v * dw, v * dw + ow * sw, sw)
        dx[rows, cols] += part[:, :, u, v]
    dx_pad = dx[:height, :width]
    return dx_pad
