"""Linear, dX: every input collects from all units."""

import numpy as np


def linear_input(dy, weight):
    dx = np.zeros(len(weight))
    for i in range(len(weight)):
        part = dy * weight[i]
        dx[i] = part.sum()
    return dx
