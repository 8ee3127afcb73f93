"""Average pooling, backward: every cell gets the same share."""

import numpy as np


def average_pool_back(
    dy, shape, kernel, stride, padding, counted
):
    (kh, kw), (sh, sw) = kernel, stride
    (top, below), (left, right) = padding
    oh, ow, channels = dy.shape
    height, width, _ = shape
    end, last = height - below, width - right
    if counted:  # the padding, too
        top, left, end, last = 0, 0, height, width
    dx_pad = np.zeros(shape)
    for h in range(oh):
        i = max(h * sh, top)
        rows = slice(i, min(h * sh + kh, end))
        for w in range(ow):
            j = max(w * sw, left)
            cols = slice(j, min(w * sw + kw, last))
            for c in range(channels):
                size = dx_pad[rows, cols, c].size
                part = dy[h, w, c] * (1 / size)
                dx_pad[rows, cols, c] += part
    return dx_pad
