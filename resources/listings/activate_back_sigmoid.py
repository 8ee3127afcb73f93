"""Sigmoid, backward: each gradient times the slope there."""

import numpy as np


def sigmoid_back(da, z):
    dz = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        s = 1 / (1 + np.exp(-z[at]))
        slope = s * (1 - s)
        dz[at] = da[at] * slope
    return dz
