"""Flatten, forward: an image as one list, row by row."""

import numpy as np


def flatten(x):
    height, width, channels = x.shape
    y = np.zeros(x.size)
    for h in range(height):
        for w in range(width):
            for c in range(channels):
                i = (h * width + w) * channels + c
                y[i] = x[h, w, c]
    return y
