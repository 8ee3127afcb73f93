"""Max pooling, backward: equal maxima share."""

import torch
import torch.nn.functional as F


def reaching(x, rows, cols, value):
    down = max(rows - x.shape[2], 0)
    across = max(cols - x.shape[3], 0)
    return F.pad(
        x, (0, across, 0, down), value=value
    )


def max_pool_back_split(
    dy, x_pad, kernel, stride, dilation
):
    (kh, kw), (sh, sw) = kernel, stride
    dh, dw = dilation
    oh, ow = dy.shape[2:]
    rows = (oh - 1) * sh + (kh - 1) * dh + 1
    cols = (ow - 1) * sw + (kw - 1) * dw + 1
    x = x_pad.clone().requires_grad_()
    whole = reaching(x, rows, cols, -torch.inf)
    seen = whole.unfold(2, (kh - 1) * dh + 1, sh)
    seen = seen.unfold(3, (kw - 1) * dw + 1, sw)
    seen = seen[..., ::dh, ::dw].flatten(-2)
    seen = seen[:, :, :oh, :ow]
    mask = seen == seen.amax(-1, keepdim=True)
    # NaN wins, yet equals nothing
    mask = mask | seen.isnan()
    count = mask.sum(-1, keepdim=True)
    y = torch.where(mask, seen / count, 0).sum(-1)
    (dx_pad,) = torch.autograd.grad(y, x, dy)
    dx_pad = torch.where(
        x_pad == -torch.inf, 0, dx_pad
    )
    return dx_pad
