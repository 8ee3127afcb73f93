"""An array that is one of those a file or a text has to offer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape
from cnnviz.importing import axes
from cnnviz.importing.source import Source, from_values


@dataclass(frozen=True, eq=False)
class ArrayPart:
    """An array whose axes may be read in several ways.

    Parameters
    ----------
    label : what its images are called on the screen
    name, shape, why_not, orders, unclear : as `Part` has them
    read : `read(order, sample)` returns one image of it (rows, columns, channels)
    """

    label: str
    name: str
    shape: Shape
    why_not: str
    orders: tuple[str, ...]
    unclear: bool
    read: Callable[[str, int], NDArray[Any]]

    def source(self, order: str, sample: int) -> Source:
        """Return one image of it."""
        image = self.read(order, sample)
        name = f"{self.label}[{sample}]" if order.startswith("n") else self.label
        in_bytes = image.dtype == np.uint8 and bool(image.max() > 1)
        return from_values(name, image, in_bytes=in_bytes)


def array_part(
    label: str,
    name: str,
    shape: Shape,
    read: Callable[[str, int], NDArray[Any]],
    channels: axes.Channels = axes.Channels.ANYWHERE,
) -> ArrayPart:
    """Return an array as a part, with the orders in which its axes can be read, or the reason why there are none."""
    why_not = axes.why_not(shape)
    orders = () if why_not else axes.orders(shape, channels)
    return ArrayPart(label, name, shape, why_not, orders, axes.unclear(shape, channels), read)
