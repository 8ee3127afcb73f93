"""W turned by 180°, with its channels and filters exchanged."""

import numpy as np


def turn(weight, groups):
    kh, kw, depth, filters = weight.shape
    per = filters // groups
    shape = kh, kw, per, depth * groups
    weight_turned = np.zeros(shape)
    for p in range(kh):
        for q in range(kw):
            u, v = kh - 1 - p, kw - 1 - q
            parts = np.hsplit(weight[u, v], groups)
            turned = [part.T for part in parts]
            weight_turned[p, q] = np.hstack(turned)
    return weight_turned
