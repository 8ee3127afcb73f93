"""Identity, backward: each gradient times the slope there."""

import torch


def identity_back(da, z):
    z = z.clone().requires_grad_()
    a = z.clone()
    (dz,) = torch.autograd.grad(a, z, da)
    return dz
