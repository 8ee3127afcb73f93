"""The loss: the mean of the squared differences."""

import torch.nn.functional as F


def mse(y, target):
    difference = y - target
    loss = F.mse_loss(y, target)
    return difference, loss
