"""Linear, forward: every unit sums over all inputs."""

import torch.nn.functional as F


def linear(x, weight, bias):
    y = F.linear(x, weight, bias)
    return y
