"""Padding: a border that is filled, or copied from the image."""

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


def pad(x, padding, mode, value):
    (top, bottom), (left, right) = padding
    height, width, channels = x.shape
    rows = top + height + bottom
    cols = left + width + right
    x_pad = np.zeros((rows, cols, channels))
    for p in range(rows):
        i = source(p - top, height, mode)
        for q in range(cols):
            j = source(q - left, width, mode)
            if i is None or j is None:
                x_pad[p, q] = value
            else:
                x_pad[p, q] = x[i, j]
    return x_pad
