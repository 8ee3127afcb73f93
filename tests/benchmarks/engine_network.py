"""The digits network twice: the same numbers in the engine and in PyTorch, one epoch of each."""

import numpy as np
import torch
from engine_cases import F, planes

from cnnviz import engine
from cnnviz.engine.networks.flat_layers import FlattenLayer, LinearLayer
from cnnviz.engine.networks.layers import ActivationLayer, Conv2d, MaxPool2d
from cnnviz.engine.networks.network import Network

IMAGES, BATCH, RATE = 1792, 32, 0.05


def digits(dtype):
    """Return as many 8x8 images, labels and starting parameters as the digits data set has, but random ones."""
    rng = np.random.default_rng(0)
    shapes = (3, 3, 1, 8), (8,), (3, 3, 8, 16), (16,), (64, 10), (10,)
    parameters = [(rng.normal(size=s) / np.sqrt(np.prod(s[:-1]) or 1)).astype(dtype) for s in shapes]
    return rng.normal(size=(IMAGES, 8, 8, 1)).astype(dtype), rng.integers(0, 10, IMAGES), parameters


def our_epoch(dtype):
    """Return a function that trains one epoch with the engine and returns the last loss."""
    images, labels, (w1, b1, w2, b2, w3, b3) = digits(dtype)
    network = Network(
        (
            Conv2d(w1, b1, padding=1),
            ActivationLayer("relu"),
            MaxPool2d(2),
            Conv2d(w2, b2, padding=1),
            ActivationLayer("relu"),
            MaxPool2d(2),
            FlattenLayer(),
            LinearLayer(w3, b3),
        )
    )

    def epoch():
        trained, loss = network, 0.0
        for start in range(0, IMAGES, BATCH):
            arrays = trained.forward(images[start : start + BATCH])
            loss, dlogits = engine.softmax_cross_entropy(arrays[-1], labels[start : start + BATCH])
            trained = trained.step(trained.gradients(dlogits, arrays), RATE)
        return loss

    return epoch


def their_epoch(dtype):
    """Return the same for PyTorch."""
    images, labels, start_values = digits(dtype)
    w1, b1, w2, b2, w3, b3 = start_values
    w3 = w3.reshape(2, 2, 16, 10).transpose(2, 0, 1, 3).reshape(64, 10)  # PyTorch flattens plane by plane
    start_values = [w1.transpose(3, 2, 0, 1), b1, w2.transpose(3, 2, 0, 1), b2, w3.T, b3]
    images, labels = planes(images).detach(), torch.tensor(labels)

    def epoch():
        p = [torch.tensor(np.ascontiguousarray(a), requires_grad=True) for a in start_values]
        descent, loss = torch.optim.SGD(p, lr=RATE), None
        for start in range(0, IMAGES, BATCH):
            x = F.max_pool2d(F.relu(F.conv2d(images[start : start + BATCH], p[0], p[1], padding=1)), 2)
            x = F.max_pool2d(F.relu(F.conv2d(x, p[2], p[3], padding=1)), 2)
            loss = F.cross_entropy(F.linear(x.flatten(1), p[4], p[5]), labels[start : start + BATCH])
            descent.zero_grad()
            loss.backward()
            descent.step()
        return loss.item()

    return epoch
