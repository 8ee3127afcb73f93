"""dW and db: every window adds its part."""

import numpy as np


def accumulate(
    dy,
    x_pad,
    shape,
    bias_shape,
    stride,
    dilation,
    groups,
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, filters = shape
    oh, ow, _ = dy.shape
    per = filters // groups
    dweight = np.zeros(shape)
    dbias = np.zeros(bias_shape)
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
                part = window * dy[h, w, f]
                dweight[..., f] += part
                at = (h, w, f)[-dbias.ndim :]
                dbias[at] += dy[h, w, f]
    return dweight, dbias
