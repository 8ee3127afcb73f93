"""Flatten, backward: the list in the image's shape again."""

import numpy as np


def flatten_back(dy, shape):
    height, width, channels = shape
    dx = np.zeros(shape)
    for h in range(height):
        for w in range(width):
            for c in range(channels):
                i = (h * width + w) * channels + c
                dx[h, w, c] = dy[i]
    return dx
