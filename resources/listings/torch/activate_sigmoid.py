"""Sigmoid, forward: each number by itself."""

import torch


def sigmoid(z):
    a = torch.sigmoid(z)
    return a
