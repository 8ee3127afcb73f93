"""dX: the forward pass again, over dY spread and W turned."""

import numpy as np


def full(
    dy_spread,
    weight_turned,
    shape,
    dilation,
    groups,
):
    dh, dw = dilation
    kh, kw, depth, channels = weight_turned.shape
    per = channels // groups
    dx_pad = np.zeros(shape)
    for i in range(shape[0]):
        rows = slice(i, i + kh * dh, dh)
        for j in range(shape[1]):
            cols = slice(j, j + kw * dw, dw)
            for c in range(channels):
                f = c // per * depth
                own = slice(f, f + depth)
                window = dy_spread[rows, cols, own]
                kernel = weight_turned[..., c]
                part = window * kernel
                dx_pad[i, j, c] = part.sum()
    return dx_pad
