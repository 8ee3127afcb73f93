"""How the axes of an array are read as images: which are rows, columns, channels, and which count images.

An order names the axes by letters: n images, h rows, w columns, c channels.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape
from cnnviz.importing.source import MOST_CHANNELS

_FEW = range(1, 5)  # as many channels as pictures have


def orders(shape: Shape) -> tuple[str, ...]:
    """Return how an array of `shape` may be read, the likeliest first; none where it can be no image."""
    if len(shape) < 3:
        return (("w", "w", "hw")[len(shape)],)
    if len(shape) == 3:
        return _with_three(shape)
    return _with_four(shape) if len(shape) == 4 else ()


def why_not(shape: Shape) -> str:
    """Return why an array of `shape` can be no image, or "" where it can."""
    if 0 in shape:
        return f"an array of {_said(shape)} has no numbers"
    if len(shape) > 4:
        return f"an array with {len(shape)} axes is no image: 1 to 4 are read"
    if not orders(shape):
        return f"neither axis of {_said(shape)} can be channels: images have up to {MOST_CHANNELS}"
    return ""


def count(shape: Shape, order: str) -> int:
    """Return how many images there are to choose from."""
    return shape[0] if order.startswith("n") else 1


def image(array: NDArray[Any], order: str, sample: int = 0) -> NDArray[Any]:
    """Return one image (rows, columns, channels) of an array whose axes are read in `order`."""
    if order.startswith("n"):
        array, order = array[sample], order[1:]
    if order == "chw":
        return np.moveaxis(array, 0, 2)
    if order == "hwc":
        return array
    return array[..., None] if order == "hw" else array.reshape(1, -1, 1)


def _with_three(shape: Sequence[int]) -> tuple[str, ...]:
    first, middle, last = shape
    possible = [name for name, axis in (("hwc", last), ("chw", first)) if axis <= MOST_CHANNELS] + ["nhw"]
    square = first == middle != last <= MOST_CHANNELS
    best = "hwc" if last in _FEW or (square and first not in _FEW) else "chw" if first in _FEW else "nhw"
    return (best, *(order for order in possible if order != best))


def _with_four(shape: Sequence[int]) -> tuple[str, ...]:
    _, second, _, last = shape
    possible = [name for name, axis in (("nhwc", last), ("nchw", second)) if axis <= MOST_CHANNELS]
    return tuple(possible[::-1] if second in _FEW and last not in _FEW else possible)


def _said(shape: Shape) -> str:
    return "×".join(map(str, shape))
