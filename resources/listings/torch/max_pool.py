"""Max pooling, forward: the largest of each window."""

import torch
import torch.nn.functional as F


def beyond(size, kernel, stride, after, ceil):
    rest = (size - kernel) % stride
    begins = size - kernel - rest + stride
    more = ceil and rest and begins < size - after
    return stride - rest if more else 0


def max_pool(
    x_pad, kernel, stride, padding, dilation, ceil
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    (_, below), (_, right) = padding
    height, width = x_pad.shape[2:]
    tall = (kh - 1) * dh + 1
    wide = (kw - 1) * dw + 1
    down = beyond(height, tall, sh, below, ceil)
    across = beyond(width, wide, sw, right, ceil)
    ends = 0, across, 0, down
    whole = F.pad(x_pad, ends, value=-torch.inf)
    y = F.max_pool2d(
        whole, kernel, stride, dilation=dilation
    )
    return y
