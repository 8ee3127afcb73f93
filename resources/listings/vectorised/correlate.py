"""dW: the image under the gradient, weight by weight."""

import numpy as np


def correlate(
    dy, x_pad, shape, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, filters = shape
    oh, ow, _ = dy.shape
    slopes = dy.reshape(oh, ow, groups, -1)
    dweight = np.zeros(shape)
    for u, v in np.ndindex(kh, kw):
        rows = slice(u * dh, u * dh + oh * sh, sh)
        cols = slice(v * dw, v * dw + ow * sw, sw)
        seen = x_pad[rows, cols]
        seen = seen.reshape(oh, ow, groups, depth)
        sums = np.einsum(
            "hwgk,hwgn->kgn", seen, slopes
        )
        dweight[u, v] = sums.reshape(depth, filters)
    return dweight
