"""Max pooling, forward: the largest of each window."""

import numpy as np


def count(size, kernel, stride, after, ceil):
    room = size - kernel
    windows = room // stride + 1
    inside = windows * stride < size - after
    more = ceil and room % stride and inside
    return windows + 1 if more else windows


def max_pool(
    x_pad, kernel, stride, padding, dilation, ceil
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    (_, below), (_, right) = padding
    height, width, channels = x_pad.shape
    tall = (kh - 1) * dh + 1
    wide = (kw - 1) * dw + 1
    oh = count(height, tall, sh, below, ceil)
    ow = count(width, wide, sw, right, ceil)
    y = np.zeros((oh, ow, channels))
    for h in range(oh):
        i = h * sh
        rows = slice(i, i + kh * dh, dh)
        for w in range(ow):
            j = w * sw
            cols = slice(j, j + kw * dw, dw)
            for c in range(channels):
                window = x_pad[rows, cols, c]
                y[h, w, c] = window.max()
    return y
