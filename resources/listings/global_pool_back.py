"""Global average pooling, backward: the same share for all."""

import numpy as np


def global_pool_back(dy, shape):
    height, width, channels = shape
    share = 1 / (height * width)
    dx = np.zeros(shape)
    for c in range(channels):
        dx[..., c] = dy[c] * share
    return dx
