"""W turned by 180°, with its channels and filters exchanged."""

import numpy as np


def turn(weight, groups):
    kh, kw, depth, filters = weight.shape
    shape = kh, kw, filters // groups, depth * groups
    weight_turned = np.zeros(shape)
    for p in range(kh):
        for q in range(kw):
            u, v = kh - 1 - p, kw - 1 - q
            parts = np.hsplit(weight[u, v], groups)
            turned = np.hstack([one.T for one in parts])
            weight_turned[p, q] = turned
    return weight_turned
