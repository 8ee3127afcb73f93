"""Gradient descent: a step against the slope of each bias."""

import numpy as np


def update_bias(bias, dbias, rate):
    bias_new = np.zeros(bias.shape)
    for at in np.ndindex(bias.shape):
        slope = dbias[at]
        bias_new[at] = bias[at] - rate * slope
    return bias_new
