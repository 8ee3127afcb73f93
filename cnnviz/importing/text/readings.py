"""What a text can be taken for, and how much of one is taken at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing import axes
from cnnviz.importing.parts import ArrayPart, array_part
from cnnviz.importing.source import Offer, Refused

MOST_BYTES = 32 * 2**20
"""Bytes that a text may have, in a file, or characters on the clipboard."""
MOST_ROWS = 100_000
MOST_NUMBERS = 1_200_000
"""Numbers in one text: more than 1024 rows and columns have, which is all that is kept."""


@dataclass(frozen=True, eq=False)
class Reading:
    """An array that a text may mean.

    Parameters
    ----------
    array : its numbers
    channels : where whoever printed it has the channels
    orders : how its axes are read where the text itself says so, else None
    name : what distinguishes it from other readings of the same text
    """

    array: NDArray[np.float64]
    channels: axes.Channels = axes.Channels.ANYWHERE
    orders: tuple[str, ...] | None = None
    name: str = ""

    def part(self, label: str) -> ArrayPart:
        """Return it as something to choose."""
        array, orders = self.array, self.orders
        part = array_part(
            label,
            self.name,
            array.shape,
            lambda order, sample: axes.image(array, order, sample),
            self.channels,
        )
        if orders is None or part.why_not:
            return part
        return ArrayPart(label, self.name, array.shape, "", orders, False, part.read)


@dataclass(frozen=True, eq=False)
class Readings:
    """All that a text may mean, the likeliest first.

    Parameters
    ----------
    all : one reading, or several that are as likely
    refusal : why none is taken where nobody can be asked, "" where the first is
    """

    all: tuple[Reading, ...]
    refusal: str = ""

    def offer(self, label: str) -> Offer:
        """Return what there is to choose; refuses where none of it can be an image."""
        parts = self._parts(label)
        return Offer(label, parts, len(parts) > 1, self.refusal)

    def at_once(self) -> NDArray[np.float64]:
        """Return an image (rows, columns, channels) without asking anybody; refuses where that would be a guess."""
        if self.refusal:
            raise Refused(self.refusal)
        part = next(part for part in self._parts("") if not part.why_not)
        return part.read(part.orders[0], 0)

    def _parts(self, label: str) -> tuple[ArrayPart, ...]:
        parts = tuple(reading.part(label) for reading in self.all)
        if all(part.why_not for part in parts):
            raise Refused(parts[0].why_not)
        return parts


def check_count(count: int) -> None:
    """Refuse more numbers than are read."""
    if count > MOST_NUMBERS:
        raise Refused(f"there are more than {MOST_NUMBERS / 10**6:g} million numbers in it: no more are read")


def check_rows(count: int) -> None:
    """Refuse more rows than are read."""
    if count > MOST_ROWS:
        raise Refused(f"there are more than {MOST_ROWS} rows in it: no more are read")
