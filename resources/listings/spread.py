"""dY spread: zeros between its cells and around them."""

import numpy as np


def spread(dy, kernel, shape, stride, dilation):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    oh, ow, filters = dy.shape
    rows = shape[0] + (kh - 1) * dh
    cols = shape[1] + (kw - 1) * dw
    dy_spread = np.zeros((rows, cols, filters))
    for p in range(rows):
        h, up = divmod(p - (kh - 1) * dh, sh)
        for q in range(cols):
            w, left = divmod(q - (kw - 1) * dw, sw)
            there = 0 <= h < oh and 0 <= w < ow
            if up or left or not there:
                dy_spread[p, q] = 0.0
            else:
                dy_spread[p, q] = dy[h, w]
    return dy_spread
