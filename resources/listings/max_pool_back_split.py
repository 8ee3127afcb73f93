"""Max pooling, backward: equal maxima share."""

import numpy as np


def max_pool_back_split(
    dy, x_pad, kernel, stride, dilation
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    oh, ow, channels = dy.shape
    dx_pad = np.zeros(x_pad.shape)
    for h in range(oh):
        i = h * sh
        rows = slice(i, i + kh * dh, dh)
        for w in range(ow):
            j = w * sw
            cols = slice(j, j + kw * dw, dw)
            for c in range(channels):
                window = x_pad[rows, cols, c]
                mask = window == window.max()
                # NaN wins, yet equals nothing
                mask = mask | np.isnan(window)
                # padding, -inf, never wins
                mask = mask & (window != -np.inf)
                mask = mask / max(mask.sum(), 1)
                part = mask * dy[h, w, c]
                # 0 stops everything, even NaN
                part[mask == 0] = 0
                dx_pad[rows, cols, c] += part
    return dx_pad
