"""Named kernels of any size: binomial smoothing and its differences (Sobel's construction, generalised)."""

from collections.abc import Callable
from math import comb

import numpy as np
from numpy.typing import NDArray

Kernel = NDArray[np.float64]


def _smooth(size: int) -> Kernel:
    """Return a row of Pascal's triangle: 1, 1 1, 1 2 1, ..."""
    return np.array([comb(size - 1, k) for k in range(size)], float)


def _difference(size: int) -> Kernel:
    """Return a smoothed first difference: 1 −1, 1 0 −1, 1 1 −1 −1, ..."""
    return _smooth(1) if size == 1 else _differences(_smooth(size - 1))


def _second(size: int) -> Kernel:
    return np.zeros(size) if size < 3 else _differences(_differences(_smooth(size - 2)))


def _differences(row: Kernel) -> Kernel:
    """Return `row` minus itself shifted by one cell, a cell longer."""
    longer = np.zeros(len(row) + 1)
    longer[:-1] += row
    longer[1:] -= row
    return longer


def _dot(size: int) -> Kernel:
    dot = np.zeros(size)
    dot[(size - 1) // 2] = 1
    return dot


def _distance(size: int) -> Kernel:
    return np.arange(size, dtype=float) - (size - 1) / 2


def _laplacian(rows: int, columns: int) -> Kernel:
    return np.outer(_second(rows), _dot(columns)) + np.outer(_dot(rows), _second(columns))


def _identity(rows: int, columns: int) -> Kernel:
    return np.outer(_dot(rows), _dot(columns))


def _blur(rows: int, columns: int) -> Kernel:
    weights = np.outer(_smooth(rows), _smooth(columns))
    return np.asarray(weights / weights.sum())


PRESETS: dict[str, Callable[[int, int], Kernel]] = {
    "Sobel x": lambda rows, columns: np.outer(_smooth(rows), _difference(columns)),
    "Sobel y": lambda rows, columns: np.outer(_difference(rows), _smooth(columns)),
    "Laplacian": _laplacian,
    "Sharpen": lambda rows, columns: _identity(rows, columns) - _laplacian(rows, columns),
    "Blur": _blur,
    "Emboss": lambda rows, columns: (
        np.add.outer(_distance(rows), _distance(columns)) + _identity(rows, columns)
    ),
    "Edge 45°": lambda rows, columns: np.subtract.outer(-_distance(rows), -_distance(columns)),
    "Identity": _identity,
}


def preset(name: str, kernel_size: tuple[int, int], channels: int) -> Kernel:
    """Return the kernel `name`, the same in every channel: shape (rows, columns, channels)."""
    plane = PRESETS[name](*kernel_size) + 0.0  # no negative zeros on the screen
    return np.repeat(plane[:, :, None], channels, axis=2)


def default_names(count: int) -> tuple[str, ...]:
    """Return names for `count` filters, each preset once before any comes again."""
    names = tuple(PRESETS)
    return tuple(names[i % len(names)] for i in range(count))


def resized(kernel: Kernel, kernel_size: tuple[int, int]) -> Kernel:
    """Return a hand-made kernel cut or framed with zeros to `kernel_size`, its middle kept in the middle."""
    result = np.zeros((*kernel_size, *kernel.shape[2:]))
    take, put = [], []
    for old, new in zip(kernel.shape[:2], kernel_size, strict=True):
        shift = (new - 1) // 2 - (old - 1) // 2
        take.append(slice(max(-shift, 0), min(old, new - shift)))
        put.append(slice(max(shift, 0), min(new, old + shift)))
    result[tuple(put)] = kernel[tuple(take)]
    return result
