"""Average pooling, backward: every cell gets the same share."""

import torch
import torch.nn.functional as F


def reaching(x, rows, cols, value):
    down = max(rows - x.shape[2], 0)
    across = max(cols - x.shape[3], 0)
    return F.pad(
        x, (0, across, 0, down), value=value
    )


def cells_that_count(shape, padding, counted):
    (top, below), (left, right) = padding
    inside = torch.zeros(1, 1, *shape[2:])
    rows = slice(top, shape[2] - below)
    cols = slice(left, shape[3] - right)
    inside[:, :, rows, cols] = 1
    if counted:
        inside[...] = 1
    return inside


def average_pool_back(
    dy, shape, kernel, stride, padding, counted
):
    (kh, kw), (sh, sw) = kernel, stride
    oh, ow = dy.shape[2:]
    rows = (oh - 1) * sh + kh
    cols = (ow - 1) * sw + kw
    inside = cells_that_count(
        shape, padding, counted
    )
    x_pad = torch.zeros(shape, requires_grad=True)
    real = torch.where(inside > 0, x_pad, 0)
    real = reaching(real, rows, cols, 0)
    whole = reaching(inside, rows, cols, 0)
    sums = F.avg_pool2d(real, kernel, stride)
    size = F.avg_pool2d(whole, kernel, stride)
    y = (sums / size)[:, :, :oh, :ow]
    (dx_pad,) = torch.autograd.grad(y, x_pad, dy)
    return dx_pad
