"""Flatten, backward: the list in the image's shape again."""


def flatten_back(dy, shape):
    _, channels, height, width = shape
    rows = dy.reshape(1, height, width, channels)
    dx = rows.permute(0, 3, 1, 2)
    return dx
