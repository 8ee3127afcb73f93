"""Convolution, forward: every window times every kernel."""

import torch.nn.functional as F


def convolve(
    x_pad, weight, bias, stride, dilation, groups
):
    sums = F.conv2d(
        x_pad,
        weight,
        stride=stride,
        dilation=dilation,
        groups=groups,
    )
    per_filter = bias.dim() == 1
    b = bias[:, None, None] if per_filter else bias
    y = sums + b
    return y
