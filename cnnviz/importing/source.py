"""What an image can be made of: a picture, an array or a table, all as one type, and the arrays that a file offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Array, Shape, frozen
from cnnviz.importing.averaging import ReadRows, averaged

KEPT_SIDE = 1024
"""Cells that are kept on the longer side of what was read."""
MOST_CHANNELS = 16
"""Channels that an image may have."""


class Refused(ValueError):
    """A picture, an array or a table cannot be used; the text is one sentence for the person who chose it."""


@dataclass(frozen=True, eq=False)
class Source:
    """Numbers that an image can be made of.

    Parameters
    ----------
    name : what it is called on the screen
    width, height : as it was stored; a picture's before it was reduced, but turned upright
    values : (rows, columns, channels), read-only, reduced to `KEPT_SIDE` on the longer side where there was more
    picture : whether it is a picture, whose values go from 0, black, to 1, white
    in_bytes : whether it was stored as whole numbers from 0 to 255, as pictures are, and not only as 0 and 1
    """

    name: str
    width: int
    height: int
    values: Array
    picture: bool = True
    in_bytes: bool = False

    @property
    def channels(self) -> int:
        """The number of channels."""
        return int(self.values.shape[2])

    @property
    def has_colour(self) -> bool:
        """Whether there are red, green and blue."""
        return self.channels == 3


class Part(Protocol):
    """An array that a file, or the clipboard, has to offer.

    Attributes
    ----------
    name : what it is called in its file, "" for the only one
    shape : its size along each axis
    why_not : why it cannot be an image, "" where it can
    orders : how its axes may be read, the likeliest first, as in `axes`
    unclear : whether another of them is as likely as the first, so that a person has to say
    """

    @property
    def name(self) -> str: ...  # noqa: D102  # said above
    @property
    def shape(self) -> Shape: ...  # noqa: D102
    @property
    def why_not(self) -> str: ...  # noqa: D102
    @property
    def orders(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def unclear(self) -> bool: ...  # noqa: D102

    def source(self, order: str, sample: int) -> Source:
        """Return one image of it; raises `Refused` where it turns out to be damaged."""


@dataclass(frozen=True, eq=False)
class Whole:
    """A part that is one image as it stands: a picture or a table."""

    only: Source
    name: str = ""
    why_not: str = ""
    orders: Sequence[str] = ("hwc",)
    unclear: bool = False

    @property
    def shape(self) -> Shape:
        """The size along each axis."""
        return self.only.values.shape

    def source(self, order: str = "hwc", sample: int = 0) -> Source:
        """Return it."""
        return self.only


@dataclass(frozen=True, eq=False)
class Offer:
    """All that a file, or the clipboard, has to offer.

    Parameters
    ----------
    name : what it is called on the screen
    parts : the arrays in it, or the readings of one text
    readings : whether they are readings, of which only one is meant
    refusal : why none of them is taken where nobody can be asked, "" where the first is
    """

    name: str
    parts: tuple[Part, ...]
    readings: bool = False
    refusal: str = ""

    @property
    def first(self) -> int:
        """The number of the first part that can be used."""
        return next(number for number, part in enumerate(self.parts) if not part.why_not)


def whole(source: Source) -> Offer:
    """Return the offer of a single image."""
    return Offer(source.name, (Whole(source),))


def from_values(
    name: str, values: NDArray[Any], *, picture: bool = False, in_bytes: bool = False, white: float = 1.0
) -> Source:
    """Return the source of an array (rows, columns, channels) of real numbers, reduced where it is large.

    A picture's values are divided by what means `white` in them.
    """
    height, width = values.shape[:2]
    kept = reduced_to(lambda first, last: values[first:last], height, kept_shape((height, width)))
    if picture:
        kept = without_idle_colour(kept / white)
    return Source(name, width, height, frozen(kept), picture, in_bytes)


def reduced_to(read: ReadRows, height: int, shape: tuple[int, int]) -> Array:
    """Average rows down to `shape`; what is not finite spreads to the cells that cover it, without a warning."""
    with np.errstate(invalid="ignore", over="ignore"):
        return averaged(read, height, shape)


def kept_shape(shape: tuple[int, int]) -> tuple[int, int]:
    """Return how many rows and columns are kept of so many."""
    scale = min(1.0, KEPT_SIDE / max(shape))
    return scaled(shape[0], scale, shape[0]), scaled(shape[1], scale, shape[1])


def scaled(length: int, scale: float, most: int) -> int:
    """Return a length times a scale, rounded, at least 1 and at most `most`."""
    return min(most, max(1, int(length * scale + 0.5)))


def without_idle_colour(values: Array) -> Array:
    """Keep one channel of a picture in which all are the same."""
    idle = values.shape[2] == 3 and np.ptp(values, axis=2).max() < 1e-9
    return values[..., :1].copy() if idle else values
