"""Flatten, backward: the list in the image's shape again."""


def flatten_back(dy, shape):
    dx = dy.reshape(shape)
    return dx
