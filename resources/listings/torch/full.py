"""dX: the forward pass again, over dY spread and W turned."""

import torch.nn.functional as F


def full(
    dy_spread,
    weight_turned,
    shape,
    dilation,
    groups,
):
    dx_pad = F.conv2d(
        dy_spread,
        weight_turned,
        dilation=dilation,
        groups=groups,
    )
    return dx_pad
