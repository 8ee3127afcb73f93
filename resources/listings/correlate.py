"""dW: the image under the gradient, weight by weight."""

import numpy as np


def correlate(
    dy, x_pad, shape, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, filters = shape
    oh, ow, _ = dy.shape
    per = filters // groups
    dweight = np.zeros(shape)
    for f in range(filters):
        for k in range(depth):
            c = f // per * depth + k
            for u in range(kh):
                i = u * dh
                rows = slice(i, i + oh * sh, sh)
                for v in range(kw):
                    j = v * dw
                    cols = slice(j, j + ow * sw, sw)
                    seen = x_pad[rows, cols, c]
                    part = seen * dy[..., f]
                    dweight[u, v, k, f] = part.sum()
    return dweight
