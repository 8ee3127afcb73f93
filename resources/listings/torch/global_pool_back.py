"""Global average pooling, backward: the same share for all."""

import torch


def global_pool_back(dy, shape):
    x = torch.zeros(shape, requires_grad=True)
    y = x.mean(dim=(2, 3))
    (dx,) = torch.autograd.grad(y, x, dy)
    return dx
