"""The loss: one output."""

import numpy as np


def loss_cell(y, at):
    loss = np.zeros(1)
    loss[0] = y[at]
    return loss
