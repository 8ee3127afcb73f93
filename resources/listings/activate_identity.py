"""Identity, forward: each number by itself."""

import numpy as np


def identity(z):
    a = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        a[at] = z[at]
    return a
