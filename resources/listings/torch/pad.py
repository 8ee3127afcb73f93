"""Padding: a border that is filled, or copied from the image."""

import torch.nn.functional as F


def pad(x, padding, mode, value):
    (top, bottom), (left, right) = padding
    sides = left, right, top, bottom
    zeros = mode == "zeros"
    how = "constant" if zeros else mode
    fill = value if zeros else None
    x_pad = F.pad(x, sides, how, fill)
    return x_pad
