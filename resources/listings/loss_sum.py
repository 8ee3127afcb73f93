"""The loss: the sum of all outputs."""

import numpy as np


def loss_sum(y):
    loss = np.zeros(1)
    for at in np.ndindex(y.shape):
        loss[0] += y[at]
    return loss
