"""Tanh, forward: each number by itself."""

import numpy as np


def tanh(z):
    a = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        a[at] = np.tanh(z[at])
    return a
