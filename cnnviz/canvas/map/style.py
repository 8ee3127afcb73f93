"""How much a map shows: what gives way first where there is little room, and how large its pictures are."""

from collections.abc import Callable, Iterator

from cnnviz.application import text_pixels
from cnnviz.frozen import NamedTuple

LARGE, SMALL = 40, 26
_LARGEST_TEXT = 125  # percent: a map of larger words left the stage too little
_SHRUNK = (32, 24, 18, 14, 10, 8, 6, 4, 2)


def map_pixels(usual: float) -> int:
    """Return how large what usually has so many pixels is on the map: it grows with the text, up to a point."""
    return round(usual * min(text_pixels(100), _LARGEST_TEXT) / 100)


class PixelRect(NamedTuple):
    """A rectangle of whole pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first pixel to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first pixel below it."""
        return self.y + self.height

    def grown(self, by: int) -> "PixelRect":
        """Return this with so many pixels more on every side."""
        return PixelRect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def scaled(self, percent: int) -> "PixelRect":
        """Return this so many percent as large, and as far from the corner; what was apart stays so."""
        left, top, right, bottom = (
            round(pixels * percent / 100) for pixels in (self.x, self.y, self.right, self.bottom)
        )
        if self.width == self.height:  # a square stays one
            right = left + round(self.width * percent / 100)
            bottom = top + right - left
        return PixelRect(left, top, right - left, bottom - top)

    def meets(self, other: "PixelRect") -> bool:
        """Return whether both have a pixel in common."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


class Measures(NamedTuple):
    """How wide texts are, in pixels: names, which are strong, and anything else."""

    name: Callable[[str], int]
    text: Callable[[str], int]


class ChipSizes(NamedTuple):
    """Pixels of the frame of a parameter.

    Parameters
    ----------
    high, up : of the frame, and how far over the lower end of the pictures it begins
    picture, inset : of the picture in it, and on each side of that
    side : beside its letters
    gap : between two of them
    """

    high: int
    up: int
    picture: int
    inset: int
    side: int
    gap: int


_CHIP, _COMPACT_CHIP = ChipSizes(20, 16, 15, 4, 7, 4), ChipSizes(15, 7, 9, 3, 4, 3)


class MapStyle(NamedTuple):
    """What a map shows of everything.

    Parameters
    ----------
    side : of the pictures, in pixels
    sizes, words, names : whether sizes of arrays, words on arrows and names of arrays are written
    parameters : whether they have a place: 0 for none, 1 for their letters, 2 for a picture before these
    compact : whether names stand beside the pictures rather than beneath
    """

    side: int
    sizes: bool
    words: bool
    names: bool
    parameters: int
    compact: bool

    @property
    def chip(self) -> ChipSizes:
        """How large the frame of a parameter is."""
        return _COMPACT_CHIP if self.compact else _CHIP

    @property
    def outset(self) -> int:
        """How far a frame stands off its picture."""
        return 5 if self.side >= SMALL else 4 if self.side >= 24 else 3 if self.side >= 14 else 1

    @property
    def clear(self) -> int:
        """How far an arrow keeps off a picture."""
        return self.outset + (6 if self.side >= 24 else 3 if self.side >= 14 else 1)

    @property
    def least_arrow(self) -> int:
        """How long an arrow is at least."""
        return 16 if self.side >= 24 else 8 if self.side >= 14 else 2 if self.side >= 6 else 0


def styles(*, compact: bool) -> Iterator[MapStyle]:
    """Yield how much may be shown, from all down to next to nothing; the last has to do."""
    side = SMALL if compact else LARGE
    for sizes, words, parameters in (
        (True, True, 2),
        (False, True, 2),
        (False, True, 1),
        (False, False, 2),
        (False, False, 1),
    ):
        yield MapStyle(side, sizes, words, True, parameters, compact)
    smaller = tuple(shrunk for shrunk in _SHRUNK if shrunk < side)
    for parameters, sides in ((1, smaller[:2]), (0, (side, *smaller[:3]))):
        for shrunk in sides:
            yield MapStyle(shrunk, False, False, True, parameters, compact)
    for shrunk in (side, *smaller):
        yield MapStyle(shrunk, False, False, False, 0, compact)
