"""dX, scattered: every window gives back what it took."""

import torch
import torch.nn.functional as F


def scatter(
    dy, weight, shape, stride, dilation, groups
):
    x_pad = torch.zeros(shape, requires_grad=True)
    y = F.conv2d(
        x_pad,
        weight,
        stride=stride,
        dilation=dilation,
        groups=groups,
    )
    (dx_pad,) = torch.autograd.grad(y, x_pad, dy)
    return dx_pad
