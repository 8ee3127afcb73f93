"""Flatten, forward: an image as one list, row by row."""


def flatten(x):
    channels_last = x.permute(0, 2, 3, 1)
    y = channels_last.flatten(1)
    return y
