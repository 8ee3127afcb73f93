"""The gradient of the mean squared error."""


def mse_back(difference):
    dy = 2 / difference.size * difference
    return dy
