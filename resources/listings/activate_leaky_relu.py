"""Leaky ReLU, forward: each number by itself."""

import numpy as np


def leaky_relu(z):
    a = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        a[at] = 0.01 * z[at] if z[at] <= 0 else z[at]
    return a
