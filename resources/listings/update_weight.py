"""Gradient descent: a step against the slope of each weight."""

import numpy as np


def update_weight(weight, dweight, rate):
    kh, kw, depth, filters = weight.shape
    weight_new = np.zeros(weight.shape)
    for f in range(filters):
        for k in range(depth):
            for u in range(kh):
                for v in range(kw):
                    slope = dweight[u, v, k, f]
                    old = weight[u, v, k, f]
                    new = old - rate * slope
                    weight_new[u, v, k, f] = new
    return weight_new
