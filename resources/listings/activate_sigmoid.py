"""Sigmoid, forward: each number by itself."""

import numpy as np


def sigmoid(z):
    a = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        a[at] = 1 / (1 + np.exp(-z[at]))
    return a
