"""Max pooling, backward: the first maximum takes all."""

import torch
import torch.nn.functional as F


def reaching(x, rows, cols, value):
    down = max(rows - x.shape[2], 0)
    across = max(cols - x.shape[3], 0)
    return F.pad(
        x, (0, across, 0, down), value=value
    )


def max_pool_back_first(
    dy, x_pad, kernel, stride, dilation
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    oh, ow = dy.shape[2:]
    rows = (oh - 1) * sh + (kh - 1) * dh + 1
    cols = (ow - 1) * sw + (kw - 1) * dw + 1
    x = x_pad.clone().requires_grad_()
    whole = reaching(x, rows, cols, -torch.inf)
    y = F.max_pool2d(
        whole, kernel, stride, dilation=dilation
    )
    y = y[:, :, :oh, :ow]
    (dx_pad,) = torch.autograd.grad(y, x, dy)
    dx_pad = torch.where(
        x_pad == -torch.inf, 0, dx_pad
    )
    return dx_pad
