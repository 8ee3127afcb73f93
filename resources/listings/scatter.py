"""dX, scattered: every window gives back what it took."""

import numpy as np


def scatter(
    dy, weight, shape, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, filters = weight.shape
    oh, ow, _ = dy.shape
    per = filters // groups
    dx_pad = np.zeros(shape)
    for h in range(oh):
        i = h * sh
        rows = slice(i, i + kh * dh, dh)
        for w in range(ow):
            j = w * sw
            cols = slice(j, j + kw * dw, dw)
            for f in range(filters):
                c = f // per * depth
                own = slice(c, c + depth)
                part = dy[h, w, f] * weight[..., f]
                dx_pad[rows, cols, own] += part
    return dx_pad
