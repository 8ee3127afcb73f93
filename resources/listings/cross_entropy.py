"""The loss: softmax, and −log of the right class."""

import numpy as np


def cross_entropy(logits, label):
    classes = len(logits)
    shifted = np.zeros(classes)
    power = np.zeros(classes)
    probability = np.zeros(classes)
    largest = logits.max()
    for c in range(classes):
        shifted[c] = logits[c] - largest
        power[c] = np.exp(shifted[c])
    total = power.sum()
    inverse = 1 / total
    for c in range(classes):
        probability[c] = power[c] * inverse
    log_total = np.log(total)
    loss = log_total - shifted[label]
    return probability, loss
