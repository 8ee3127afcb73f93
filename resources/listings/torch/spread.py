"""dY spread: zeros between its cells and around them."""

import torch


def spread(dy, kernel, shape, stride, dilation):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    _, filters, oh, ow = dy.shape
    down, right = (kh - 1) * dh, (kw - 1) * dw
    rows, cols = shape[0] + down, shape[1] + right
    dy_spread = torch.zeros(1, filters, rows, cols)
    p = slice(down, down + oh * sh, sh)
    q = slice(right, right + ow * sw, sw)
    dy_spread[:, :, p, q] = dy
    return dy_spread
