"""Leaky ReLU, backward: each gradient times the slope there."""

import numpy as np


def leaky_relu_back(da, z):
    dz = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        slope = 1.0 if z[at] > 0 else 0.01
        dz[at] = da[at] * slope
    return dz
