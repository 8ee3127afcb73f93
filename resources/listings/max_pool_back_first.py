"""Max pooling, backward: the first maximum takes all."""

import numpy as np


def max_pool_back_first(
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
                mask = np.zeros(window.shape)
                best = window.argmax()
                # NaN wins, of several the last
                nan = np.flatnonzero(
                    np.isnan(window)
                )
                best = nan[-1] if nan.size else best
                best = divmod(best, mask.shape[1])
                # padding, -inf, never wins
                mask[best] = window[best] != -np.inf
                part = mask * dy[h, w, c]
                # 0 stops everything, even NaN
                part[mask == 0] = 0
                dx_pad[rows, cols, c] += part
    return dx_pad
