"""dX, gathered: every cell collects from its windows."""

import numpy as np


def over(size, count, stride, dilation, kernel):
    i, u = np.ogrid[:size, :kernel]
    h, rest = np.divmod(i - u * dilation, stride)
    met = (rest == 0) & (h >= 0) & (h < count)
    return np.where(met, h, 0), met


def gather(
    dy, weight, shape, stride, dilation, groups
):
    (sh, sw), (dh, dw) = stride, dilation
    kh, kw, depth, _ = weight.shape
    oh, ow, _ = dy.shape
    height, width, _ = shape
    h, down = over(height, oh, sh, dh, kh)
    w, right = over(width, ow, sw, dw, kw)
    h, w = h[:, None, :, None], w[:, None, :]
    met = down[:, None, :, None] & right[:, None, :]
    seen = np.where(met[..., None], dy[h, w], 0)
    seen = seen.reshape(*met.shape, groups, -1)
    kernels = weight.reshape(
        kh, kw, depth, groups, -1
    )
    sums = np.einsum(
        "ijuvgn,uvkgn->ijgk", seen, kernels
    )
    dx_pad = sums.reshape(shape)
    return dx_pad
