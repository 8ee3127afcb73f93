"""How PyTorch has an array of the screen, and the other way round: images and lists in batches, channels first."""

import numpy as np

from cnnviz.run.array_info import IMAGES, KERNELS, LISTS, MATRIX, PER_POSITION


def tensor(numbers, axes):
    """Return an array as PyTorch has it; it comes without an axis of samples."""
    import torch

    given = torch.tensor(np.array(numbers))
    if axes in (IMAGES, PER_POSITION):
        return given.permute(2, 0, 1)[None].contiguous()
    if axes == KERNELS:
        return given.permute(3, 2, 0, 1).contiguous()
    return given[None] if axes == LISTS else given.T.contiguous() if axes == MATRIX else given


def numbers(made, axes):
    """Return a tensor as the screen has it."""
    made = made.detach()
    if axes in (IMAGES, PER_POSITION):
        return made[0].permute(1, 2, 0).numpy()
    if axes == KERNELS:
        return made.permute(2, 3, 1, 0).numpy()
    return (made[0] if axes == LISTS else made.T if axes == MATRIX else made).numpy()


def setting(name, value):
    """Return a setting as PyTorch has it: shapes and cells are in its order."""
    if name in ("shape", "bias_shape") and isinstance(value, tuple):
        return ordered(value)
    return (0, value[-1], *value[:-1]) if name == "at" else value


def ordered(shape):
    """Return a shape in PyTorch's order: of an image or a bias for each position, or of kernels."""
    if len(shape) == 3:
        return (1, shape[2], *shape[:2])
    return (*shape[:1:-1], *shape[:2]) if len(shape) == 4 else shape
