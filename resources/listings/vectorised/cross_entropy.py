"""The loss: softmax, and −log of the right class."""

import numpy as np


def cross_entropy(logits, label):
    largest = logits.max()
    shifted = logits - largest
    power = np.exp(shifted)
    total = power.sum()
    inverse = 1 / total
    probability = power * inverse
    log_total = np.log(total)
    loss = log_total - shifted[label]
    return probability, loss
