"""Identity, backward: each gradient times the slope there."""

import numpy as np


def identity_back(da, z):
    dz = np.zeros(z.shape)
    for at in np.ndindex(z.shape):
        slope = 1.0
        dz[at] = da[at] * slope
    return dz
