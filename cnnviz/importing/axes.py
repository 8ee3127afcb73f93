"""How the axes of an array are read as images: which are rows, columns, channels, and which count images.

An order names the axes by letters: n images, h rows, w columns, c channels. An array of 6×5×3 is most likely "hwc",
six rows and five columns of red, green and blue; one of 3×4×4 may as well be "chw", three channels of 4×4, so that
it is unclear, unless it is known where its library has the channels.
"""

from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape
from cnnviz.importing.sentences import times
from cnnviz.importing.source import MOST_CHANNELS

_FEW = range(1, 5)  # as many channels as pictures have


class Channels(Enum):
    """Where the channels of an array are, as far as is known of who made it."""

    ANYWHERE = "anywhere"
    FIRST = "first"  # as in PyTorch
    LAST = "last"  # as in TensorFlow


def orders(shape: Shape, channels: Channels = Channels.ANYWHERE) -> tuple[str, ...]:
    """Return how an array of `shape` may be read, the likeliest first; none where it can be no image."""
    if len(shape) < 3:
        return (("w", "w", "hw")[len(shape)],)
    if len(shape) > 4:
        return ()
    possible = _possible(shape)
    known = {Channels.FIRST: "chw", Channels.LAST: "hwc"}.get(channels)
    best = next((order for order in possible if known and order.endswith(known)), None)
    best = best or (_likeliest_of_three(shape) if len(shape) == 3 else _likeliest_of_four(shape, possible))
    return tuple(sorted(possible, key=lambda order: order != best))


def unclear(shape: Shape, channels: Channels = Channels.ANYWHERE) -> bool:
    """Return whether an array of `shape` may as well be read in another order than the first."""
    if len(shape) not in (3, 4) or channels is Channels.LAST:
        return False
    first, middle, last = shape[-3:]
    if channels is Channels.FIRST:
        return last in _FEW and first not in _FEW and first <= MOST_CHANNELS
    return first in _FEW and last in _FEW and last != 1 and not (first == 1 and middle == last)


def why_not(shape: Shape) -> str:
    """Return why an array of `shape` can be no image, or "" where it can."""
    if 0 in shape:
        return f"an array of {times(shape)} has no numbers"
    if len(shape) > 4:
        return f"an array with {len(shape)} axes is no image: 1 to 4 are read"
    if not orders(shape):
        return f"neither axis of {times(shape)} can be channels: images have up to {MOST_CHANNELS}"
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


def _possible(shape: Shape) -> list[str]:
    first, last = shape[-3], shape[-1]
    found = [name for name, axis in (("hwc", last), ("chw", first)) if axis <= MOST_CHANNELS]
    return [*found, "nhw"] if len(shape) == 3 else [f"n{name}" for name in found]


def _likeliest_of_three(shape: Shape) -> str:
    first, middle, last = shape
    if first == 1 and middle == last != 1:
        return "chw"
    square = first == middle != last <= MOST_CHANNELS
    if last in _FEW or (square and first not in _FEW):
        return "hwc"
    return "chw" if first in _FEW else "nhw"


def _likeliest_of_four(shape: Shape, possible: list[str]) -> str:
    _, second, _, last = shape
    return "nchw" if second in _FEW and last not in _FEW else next(iter(possible), "")
