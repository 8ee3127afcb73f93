"""dX, scattered: every window gives back what it took."""

import numpy as np


def scatter(
    dy, weight, shape, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, _ = weight.shape
    oh, ow, _ = dy.shape
    slopes = dy.reshape(oh, ow, groups, -1)
    kernels = weight.reshape(
        kh, kw, depth, groups, -1
    )
    dx_pad = np.zeros(shape)
    for u, v in np.ndindex(kh, kw):
        rows = slice(u * dh, u * dh + oh * sh, sh)
        cols = slice(v * dw, v * dw + ow * sw, sw)
        part = np.einsum(
            "hwgn,kgn->hwgk", slopes, kernels[u, v]
        )
        dx_pad[rows, cols] += part.reshape(
            oh, ow, -1
        )
    return dx_pad
