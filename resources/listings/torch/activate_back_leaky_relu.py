"""Leaky ReLU, backward: each gradient times the slope there."""

import torch
import torch.nn.functional as F


def leaky_relu_back(da, z):
    z = z.clone().requires_grad_()
    a = F.leaky_relu(z, 0.01)
    (dz,) = torch.autograd.grad(a, z, da)
    return dz
