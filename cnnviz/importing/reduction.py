"""What is made of a source: which part of it, how many cells, grey or all channels, and in which range of values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from cnnviz.engine.arrays import Array, frozen
from cnnviz.importing.source import KEPT_SIDE, Offer, Refused, Source, reduced_to, scaled

LUMA = np.array([0.299, 0.587, 0.114])
"""Weights of red, green and blue in a grey value (Rec. 601), applied to the pixels as they are stored."""


class Scale(Enum):
    """What is done to the values."""

    KEEP = "keep"
    BYTES = "bytes"  # divided by 255
    SPAN = "span"  # the least becomes 0, the largest 1


@dataclass(frozen=True)
class Crop:
    """The part of a source that is used: its first row and column, and how many there are."""

    top: int
    left: int
    height: int
    width: int

    @classmethod
    def whole(cls, shape: Sequence[int]) -> "Crop":
        """Return all of a source of `shape` (rows, columns, ...)."""
        return cls(0, 0, shape[0], shape[1])

    def within(self, shape: Sequence[int]) -> "Crop":
        """Return the nearest to this one that lies on a source of `shape`, of the same size where that fits."""
        height, width = min(max(self.height, 1), shape[0]), min(max(self.width, 1), shape[1])
        top = min(max(self.top, 0), shape[0] - height)
        return Crop(top, min(max(self.left, 0), shape[1] - width), height, width)


@dataclass(frozen=True)
class Choice:
    """All that a person chooses when an image is brought in.

    Parameters
    ----------
    longer_side : cells on the longer side, at most
    colour : all channels, or one in grey
    scale : what is done to the values
    crop : None for the whole
    part, order, sample : which array, how its axes are read, and which image of a stack
    """

    longer_side: int
    colour: bool = True
    scale: Scale = Scale.KEEP
    crop: Crop | None = None
    part: int = 0
    order: str = "hwc"
    sample: int = 0


def unasked(offer: Offer, longer_side: int = KEPT_SIDE) -> Choice:
    """Return what is taken of an offer where nobody can be asked: what is proposed.

    Raises
    ------
    Refused
        Where that would be a guess which of two numbers is meant, or where the source turns out to be damaged.
    """
    if offer.refusal:
        raise Refused(offer.refusal)
    return first_choice(offer, longer_side)


def first_choice(offer: Offer, longer_side: int) -> Choice:
    """Return what is proposed for an offer: the first part that can be used, whole; bytes become 0 to 1."""
    return of_part(offer, offer.first, longer_side)


def of_part(offer: Offer, part: int, longer_side: int) -> Choice:
    """Return what is proposed for one part of an offer."""
    return read_part(offer, part, longer_side)[0]


def read_part(offer: Offer, part: int, longer_side: int) -> tuple[Choice, Source]:
    """Read one part of an offer, and return what is proposed for it, and the part."""
    plain = Choice(longer_side, part=part, order=offer.parts[part].orders[0])
    source = source_of(offer, plain)
    return fitted(source, plain), source


def fitted(source: Source, choice: Choice) -> Choice:
    """Return a choice with what is proposed for its source: how it is scaled, and none of it left out."""
    scale = Scale.BYTES if source.in_bytes else Scale.KEEP
    return replace(choice, colour=source.channels > 1, scale=scale, crop=None)


def source_of(offer: Offer, choice: Choice) -> Source:
    """Return the source that is chosen."""
    return offer.parts[choice.part].source(choice.order, choice.sample)


def made(source: Source, choice: Choice) -> Array:
    """Return the image that is made of a source: cut out, averaged, made grey and scaled, in this order.

    Raises
    ------
    ValueError
        Where the longer side is less than 1.
    """
    cells = reduce(source, choice.longer_side, choice.colour, choice.crop)
    return frozen(scaled_values(cells, choice.scale))


def scales(source: Source) -> tuple[Scale, ...]:
    """Return what can be done to the values of a source."""
    values = source.values
    whole_bytes = values.min() >= 0 and 1 < values.max() <= 255 and np.array_equal(values, np.rint(values))
    bytes_ = (Scale.BYTES,) if source.in_bytes or whole_bytes else ()
    return (Scale.KEEP, *bytes_, Scale.SPAN)


def reduced_shape(source: Source, longer_side: int, crop: Crop | None = None) -> tuple[int, int]:
    """Return the rows and columns that `reduce` makes: same aspect, at least 1, never more than there are.

    Raises
    ------
    ValueError
        Where `longer_side` is less than 1.
    """
    if longer_side < 1:
        raise ValueError(f"longer side {longer_side}: an image has at least 1 cell a side")
    crop = crop or Crop.whole(source.values.shape)
    scale = min(longer_side, max(crop.height, crop.width)) / max(crop.height, crop.width)
    return scaled(crop.height, scale, crop.height), scaled(crop.width, scale, crop.width)


def reduce(source: Source, longer_side: int, colour: bool, crop: Crop | None = None) -> Array:
    """Average a source, or a part of it, down to `longer_side` cells on its longer side.

    Returns
    -------
    Array
        Read-only, shape (rows, columns, channels), each value the mean of the area that it covers. Where `colour`,
        all channels, and a picture without colour has the same value three times; else one channel.

    Raises
    ------
    ValueError
        Where `longer_side` is less than 1.
    """
    shape = reduced_shape(source, longer_side, crop)
    crop = crop or Crop.whole(source.values.shape)
    values = source.values[crop.top : crop.top + crop.height, crop.left : crop.left + crop.width]
    if not colour and source.has_colour:
        values = grey(values)
    elif colour and source.picture:
        values = np.broadcast_to(values, (*values.shape[:2], 3))
    return frozen(_averaged(source, values, shape))


def stretched(source: Source, shape: tuple[int, int, int]) -> Array:
    """Average a source over exactly `shape` (rows, columns, channels), its aspect given up.

    Returns
    -------
    Array
        Read-only: every channel where there are as many, else the grey value in each of them.

    Raises
    ------
    ValueError
        Where the source has neither one channel, nor three, nor as many as `shape`.
    """
    rows, columns, channels = shape
    values = source.values
    if source.has_colour and channels != 3:
        values = grey(values)
    if values.shape[2] not in (1, channels):
        raise ValueError(f"{source.name} has {values.shape[2]} channels, and {channels} are wanted")
    cells = _averaged(source, values, (rows, columns))
    cells = scaled_values(cells, Scale.BYTES if source.in_bytes else Scale.KEEP)
    return frozen(np.broadcast_to(cells, shape))


def scaled_values(values: Array, scale: Scale) -> Array:
    """Return values as `scale` has it; what is not finite stays so, and where all are the same all become 0."""
    if scale is Scale.KEEP:
        return values
    if scale is Scale.BYTES:
        return np.asarray(values / 255)
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return values
    low, high = float(finite.min()), float(finite.max())
    if low == high:
        return np.where(np.isfinite(values), 0.0, values)
    if not np.isfinite(high - low):  # halved, the distance can be told
        return scaled_values(values / 2, scale)
    return np.asarray((values - low) / (high - low))


def grey(values: Array) -> Array:
    """Return red, green and blue as one channel."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray((values @ LUMA)[..., None])


def _averaged(source: Source, values: Array, shape: tuple[int, int]) -> Array:
    cells = reduced_to(lambda first, last: values[first:last], len(values), shape)
    white = 1.0 if source.picture else 255.0
    if source.picture or source.in_bytes:  # white stays white, whatever the sum of its shares was rounded to
        cells[cells > white - white * 1e-12] = white
    return cells
