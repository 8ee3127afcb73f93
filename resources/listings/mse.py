"""The loss: the mean of the squared differences."""

import numpy as np


def mse(y, target):
    difference = np.zeros(y.shape)
    loss = np.zeros(1)
    for at in np.ndindex(y.shape):
        difference[at] = y[at] - target[at]
        loss[0] += difference[at] ** 2 / y.size
    return difference, loss
