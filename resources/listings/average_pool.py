"""Average pooling, forward: the mean of each window."""

import numpy as np


def count(size, kernel, stride, after, ceil):
    room = size - kernel
    windows = room // stride + 1
    inside = windows * stride < size - after
    more = ceil and room % stride and inside
    return windows + 1 if more else windows


def average_pool(
    x_pad, kernel, stride, padding, ceil, counted
):
    (kh, kw), (sh, sw) = kernel, stride
    (top, below), (left, right) = padding
    height, width, channels = x_pad.shape
    oh = count(height, kh, sh, below, ceil)
    ow = count(width, kw, sw, right, ceil)
    end, last = height - below, width - right
    if counted:  # the padding, too
        top, left, end, last = 0, 0, height, width
    y = np.zeros((oh, ow, channels))
    for h in range(oh):
        i = max(h * sh, top)
        rows = slice(i, min(h * sh + kh, end))
        for w in range(ow):
            j = max(w * sw, left)
            cols = slice(j, min(w * sw + kw, last))
            for c in range(channels):
                window = x_pad[rows, cols, c]
                share = 1 / window.size
                y[h, w, c] = (window * share).sum()
    return y
