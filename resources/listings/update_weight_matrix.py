"""Gradient descent: a step against the slope of each weight."""

import numpy as np


def update_weight_matrix(weight, dweight, rate):
    weight_new = np.zeros(weight.shape)
    for at in np.ndindex(weight.shape):
        slope = dweight[at]
        weight_new[at] = weight[at] - rate * slope
    return weight_new
