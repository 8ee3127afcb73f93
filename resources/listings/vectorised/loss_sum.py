"""The loss: the sum of all outputs."""


def loss_sum(y):
    loss = y.sum()
    return loss
