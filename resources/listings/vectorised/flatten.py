"""Flatten, forward: an image as one list, row by row."""


def flatten(x):
    y = x.reshape(-1)
    return y
