"""Kernels of any size: mixed from one-dimensional profiles, or cut and framed from another size."""

from collections.abc import Callable, Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

from cnnviz.experiment.arrays import laid
from cnnviz.frozen import NamedTuple

Kernel = NDArray[np.float64]


class OuterProduct(NamedTuple):
    """The outer product of a profile down the rows and one along the columns, `times` a number."""

    rows: str
    columns: str
    times: float = 1.0


def mixed(parts: Sequence[OuterProduct], kernel_size: tuple[int, int], *, sum_to_one: bool = False) -> Kernel:
    """Return the sum of `parts` as a kernel of `kernel_size`, divided by its sum where `sum_to_one`.

    Where a size leaves nothing of it, as a single cell does of a difference, there is a 1 in the middle: nothing else
    can be told from it there, and the image passes as it is.
    """
    rows, columns = kernel_size
    terms = [
        part.times * np.outer(PROFILES[part.rows](rows), PROFILES[part.columns](columns)) for part in parts
    ]
    total = np.sum(terms, axis=0)
    if not total.any():
        total = np.outer(_dot(rows), _dot(columns))
    return np.asarray(total / total.sum() if sum_to_one else total) + 0.0  # no negative zeros on the screen


def reframed(kernel: Kernel, kernel_size: tuple[int, int], fill: Kernel | float = 0.0) -> Kernel:
    """Return a kernel cut or framed to `kernel_size`, its middle kept in the middle; the frame is of `fill`."""
    down, right = (
        (new - 1) // 2 - (old - 1) // 2 for old, new in zip(kernel.shape, kernel_size, strict=False)
    )
    return laid(kernel, kernel_size, (down, right), fill)


def in_channel_order(kernel: Kernel, order: Sequence[int | None]) -> Kernel:
    """Return a kernel (rows, columns, channels) with its channels in `order`, some twice or not at all.

    None is a new one: it gets the mean over those that there were.
    """
    planes = [_mean(kernel) if at is None else kernel[..., at : at + 1] for at in order]
    return np.concatenate(planes, axis=2)


def kept_channels(before: int, after: int) -> Sequence[int | None]:
    """Return the order in which a kernel of `before` channels has `after`: more leave them, of fewer each is new."""
    return [at if at < before <= after else None for at in range(after)]


def in_channels(kernel: Kernel, channels: int) -> Kernel:
    """Return a kernel for another number of channels, as `kept_channels` has them."""
    if kernel.shape[2] == channels:
        return kernel
    return in_channel_order(kernel, kept_channels(kernel.shape[2], channels))


def _mean(kernel: Kernel) -> Kernel:
    """Return the mean of the channels; of equal numbers it is that number to the last bit."""
    alike = (kernel == kernel[..., :1]).all()
    return kernel[..., :1] if alike else kernel.mean(axis=2, keepdims=True)


def _smooth(size: int) -> Kernel:
    """Return a row of Pascal's triangle: 1, 1 1, 1 2 1, ..."""
    return np.array([comb(size - 1, k) for k in range(size)], float)


def _scharr(size: int) -> Kernel:
    """Return Scharr's weights 3 10 3; in a larger size they are smoothed on like Sobel's."""
    return _smooth(size) if size < 3 else np.convolve([3.0, 10.0, 3.0], _smooth(size - 2))


def _difference(size: int) -> Kernel:
    """Return a smoothed first difference: 1 −1, 1 0 −1, 1 1 −1 −1, ...; nothing in a single cell."""
    return np.zeros(1) if size == 1 else np.convolve([1.0, -1.0], _smooth(size - 1))


def _second(size: int) -> Kernel:
    """Return a smoothed second difference: 1 −2 1, ...; in two cells the middle lacks a neighbour: −1 1."""
    if size < 3:
        return np.array([-1.0, 1.0]) if size == 2 else np.zeros(1)
    return np.convolve([1.0, -2.0, 1.0], _smooth(size - 2))


def _slope(size: int) -> Kernel:
    """Return whole numbers that fall evenly through zero: 1 −1, 1 0 −1, 3 1 −1 −3, ..."""
    steps = np.arange(size - 1, -size, -2, dtype=float)
    return steps / 2 if size % 2 else steps


def _dot(size: int) -> Kernel:
    return _one(size, (size - 1) // 2)


def _one(size: int, at: int) -> Kernel:
    row = np.zeros(size)
    row[max(at, 0)] = 1
    return row


PROFILES: dict[str, Callable[[int], Kernel]] = {
    "ones": lambda size: np.ones(size),
    "smooth": _smooth,
    "scharr": _scharr,
    "difference": _difference,
    "slope": _slope,
    "second": _second,
    "dot": _dot,
    "before": lambda size: _one(size, (size - 1) // 2 - 1),
    "first": lambda size: _one(size, 0),
}
"""What a preset's file may name: weights along one side of a kernel, for every length."""
