"""Convolution, forward: every window times every kernel."""

import numpy as np


def convolve(
    x_pad, weight, bias, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, filters = weight.shape
    height, width, _ = x_pad.shape
    oh = (height - (kh - 1) * dh - 1) // sh + 1
    ow = (width - (kw - 1) * dw - 1) // sw + 1
    per = filters // groups
    y = np.zeros((oh, ow, filters))
    b = np.broadcast_to(bias, y.shape)
    for h in range(oh):
        i = h * sh
        rows = slice(i, i + kh * dh, dh)
        for w in range(ow):
            j = w * sw
            cols = slice(j, j + kw * dw, dw)
            for f in range(filters):
                c = f // per * depth
                own = slice(c, c + depth)
                window = x_pad[rows, cols, own]
                part = window * weight[..., f]
                y[h, w, f] = part.sum() + b[h, w, f]
    return y
