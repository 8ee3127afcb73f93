"""The gradient of the mean squared error."""

import numpy as np


def mse_back(difference):
    dy = np.zeros(difference.shape)
    for at in np.ndindex(dy.shape):
        dy[at] = 2 / dy.size * difference[at]
    return dy
