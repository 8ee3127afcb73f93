"""dX, gathered: every cell collects from its windows."""

import torch.nn.functional as F


def gather(
    dy, weight, shape, stride, dilation, groups
):
    met = F.conv_transpose2d(
        dy,
        weight,
        stride=stride,
        dilation=dilation,
        groups=groups,
    )
    below = shape[2] - met.shape[2]
    right = shape[3] - met.shape[3]
    dx_pad = F.pad(met, (0, right, 0, below))
    return dx_pad
