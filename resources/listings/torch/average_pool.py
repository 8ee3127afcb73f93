"""Average pooling, forward: the mean of each window."""

import torch
import torch.nn.functional as F


def beyond(size, kernel, stride, after, ceil):
    rest = (size - kernel) % stride
    begins = size - kernel - rest + stride
    more = ceil and rest and begins < size - after
    return stride - rest if more else 0


def cells_that_count(shape, padding, counted):
    (top, below), (left, right) = padding
    inside = torch.zeros(1, 1, *shape[2:])
    rows = slice(top, shape[2] - below)
    cols = slice(left, shape[3] - right)
    inside[:, :, rows, cols] = 1
    if counted:
        inside[...] = 1
    return inside


def average_pool(
    x_pad, kernel, stride, padding, ceil, counted
):
    (kh, kw), (sh, sw) = kernel, stride
    (_, below), (_, right) = padding
    height, width = x_pad.shape[2:]
    down = beyond(height, kh, sh, below, ceil)
    across = beyond(width, kw, sw, right, ceil)
    inside = cells_that_count(
        x_pad.shape, padding, counted
    )
    real = torch.where(inside > 0, x_pad, 0)
    ends = 0, across, 0, down
    sums = F.avg_pool2d(
        F.pad(real, ends), kernel, stride
    )
    size = F.avg_pool2d(
        F.pad(inside, ends), kernel, stride
    )
    y = sums / size
    return y
