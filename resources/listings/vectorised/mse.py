"""The loss: the mean of the squared differences."""


def mse(y, target):
    difference = y - target
    loss = (difference**2).mean()
    return difference, loss
