"""dX, gathered: every cell collects from its windows."""

from itertools import product

import numpy as np


def over(i, count, stride, dilation, kernel):
    found = []
    for h in range(count):
        u, rest = divmod(i - h * stride, dilation)
        if rest == 0 and 0 <= u < kernel:
            found.append((h, u))
    return found


def gather(
    dy, weight, shape, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, filters = weight.shape
    oh, ow, _ = dy.shape
    per = filters // groups
    dx_pad = np.zeros(shape)
    for i in range(shape[0]):
        down = over(i, oh, sh, dh, kh)
        for j in range(shape[1]):
            right = over(j, ow, sw, dw, kw)
            for c in range(shape[2]):
                g, k = divmod(c, depth)
                own = range(g * per, (g + 1) * per)
                total = 0.0
                met = product(own, down, right)
                for f, (h, u), (w, v) in met:
                    seen = weight[u, v, k, f]
                    total += dy[h, w, f] * seen
                dx_pad[i, j, c] = total
    return dx_pad
