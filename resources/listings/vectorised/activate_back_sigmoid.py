"""Sigmoid, backward: each gradient times the slope there."""

import numpy as np


def sigmoid_back(da, z):
    s = 1 / (1 + np.exp(-z))
    slope = s * (1 - s)
    dz = da * slope
    return dz
