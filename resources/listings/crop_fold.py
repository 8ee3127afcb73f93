"""The border goes back to the cells that it is a copy of."""

import numpy as np


def source(place, size, mode):
    if mode == "replicate":
        return min(max(place, 0), size - 1)
    if mode == "circular":
        return place % size
    if mode == "reflect":
        there = size - 1 - abs(place)
        return size - 1 - abs(there)
    return place if 0 <= place < size else None


def fold(dx_pad, padding, mode):
    (top, bottom), (left, right) = padding
    height, width, channels = dx_pad.shape
    rows = height - top - bottom
    cols = width - left - right
    dx = np.zeros((rows, cols, channels))
    for p in range(height):
        i = source(p - top, rows, mode)
        for q in range(width):
            j = source(q - left, cols, mode)
            dx[i, j] += dx_pad[p, q]
    return dx
