"""dY spread: zeros between its cells and around them."""

import numpy as np


def spread(dy, kernel, shape, stride, dilation):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    oh, ow, filters = dy.shape
    down, right = (kh - 1) * dh, (kw - 1) * dw
    size = (
        shape[0] + down,
        shape[1] + right,
        filters,
    )
    dy_spread = np.zeros(size)
    rows = slice(down, down + oh * sh, sh)
    cols = slice(right, right + ow * sw, sw)
    dy_spread[rows, cols] = dy
    return dy_spread
