"""W turned by 180°, with its channels and filters exchanged."""

import torch


def turn(weight, groups):
    turned = weight.flip(2, 3)
    parts = turned.chunk(groups)
    turned = [
        part.transpose(0, 1) for part in parts
    ]
    weight_turned = torch.cat(turned)
    return weight_turned
