"""Sigmoid, forward: each number by itself."""

import numpy as np


def sigmoid(z):
    a = 1 / (1 + np.exp(-z))
    return a
