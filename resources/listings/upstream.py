"""The gradient that the way back begins with."""

import numpy as np


def upstream(values):
    dy = np.zeros(values.shape)
    for at in np.ndindex(dy.shape):
        dy[at] = values[at]
    return dy
