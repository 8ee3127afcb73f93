"""The border is cut off: nothing of it came from the image."""

import numpy as np


def crop(dx_pad, padding):
    (top, bottom), (left, right) = padding
    height, width, channels = dx_pad.shape
    rows = height - top - bottom
    cols = width - left - right
    dx = np.zeros((rows, cols, channels))
    for i in range(rows):
        for j in range(cols):
            dx[i, j] = dx_pad[top + i, left + j]
    return dx
