"""Identity, backward: each gradient times the slope there."""

import numpy as np


def identity_back(da, z):
    slope = np.ones(z.shape)
    dz = da * slope
    return dz
