"""From numbers to colours and inks, without Qt: what a block of cells looks like."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.palette import Palette, rgb
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import hidden_among
from cnnviz.run.looked_through import extent, largest

UNTOUCHED, PARTIAL, FINISHED = 0, 1, 2
PLAIN, WON, TIED, FADED, ASKED, WRONG = 0, 1, 2, 3, 4, 5
"""What is made of a cell that is compared: under a disc, in a ring, faded, asked for, or framed since it is wrong."""
_FADED = 0.4  # of a cell's colour is left

_LEVELS = np.arange(256) / 255
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_DARK_INK_ABOVE = 0.183  # linear luminance at which white and the themes' near-black ink both reach 4.5:1


class CellLook(NamedTuple):
    """How the cells of one grid are coloured.

    Parameters
    ----------
    palette : the theme
    kind : "signed", diverging around zero, "image", grey, "mask", of which 1 stands out from 0, or "plain", all alike
    low, high : the values at the ends of the colour map; they belong to the finished array
    border : (rows, columns) bool, the ring of padding
    wide : sizes of numbers that may be wider than those at the ends
    ends : the values at the ends of the array, where its colours are those of a scale that goes further
    """

    palette: Palette
    kind: str
    low: float
    high: float
    border: NDArray[np.bool_]
    wide: tuple[float, ...] = ()
    ends: tuple[float, float] | None = None

    def alike(self, other: "CellLook") -> bool:
        """Return whether the same numbers would look the same."""
        settings = [(one.palette, one.kind, one.low, one.high, one.wide, one.ends) for one in (self, other)]
        return settings[0] == settings[1] and np.array_equal(self.border, other.border)

    def colours(
        self,
        values: NDArray[np.floating],
        progress: NDArray[np.int8],
        block: tuple[slice, slice],
        standing: NDArray[np.int8] | None = None,
    ) -> NDArray[np.uint8]:
        """Return the colours (rows, columns, 3) of a block of cells; those that lose fade into the stage."""
        table = self.palette.maps[self.kind]
        result = table.take(self.levels(values[block]), axis=0)
        missing = np.isnan(values[block])
        if np.count_nonzero(missing):
            result[missing] = rgb(self.palette.cells["nan"])
            result[hidden_among(values[block])] = rgb(self.palette.cells["hidden"])
        border = self.border[block]
        if np.count_nonzero(border):
            result[border] = _mixed(
                result[border], rgb(self.palette.cells["padding"]), self.palette.padding_strength
            )
        partial = progress[block] == PARTIAL
        if self.kind != "mask" and np.count_nonzero(partial):  # a paler 1 would be taken for a share of a tie
            empty = rgb(self.palette.cells["empty"])
            result[partial] = _mixed(result[partial], empty, self.palette.partial_strength)
        untouched = progress[block] == UNTOUCHED
        if np.count_nonzero(untouched):
            result[untouched] = rgb(self.palette.cells["empty"])
        if standing is not None:
            asked = standing[block] == ASKED
            if np.count_nonzero(asked):
                result[asked] = rgb(self.palette.role("accent_soft"))
            faded = standing[block] == FADED
            if np.count_nonzero(faded):
                result[faded] = _mixed(result[faded], rgb(self.palette.role("stage")), 1 - _FADED)
        return result

    def levels(self, values: NDArray[np.floating]) -> NDArray[np.intp]:
        """Return where numbers are in the table of colours; what is no number in the middle."""
        return levels(values, self.low, self.high, self.last)

    @property
    def last(self) -> int:
        """The last place in the table of colours."""
        return len(self.palette.maps[self.kind]) - 1


def levels(
    values: NDArray[np.floating],
    low: float | NDArray[np.floating],
    high: float | NDArray[np.floating],
    last: float | NDArray[np.floating],
) -> NDArray[np.intp]:
    """Return where numbers are in tables of colours that go from `low` to `high`, 0 to `last`; see `CellLook`."""
    with np.errstate(invalid="ignore", over="ignore"):
        share = np.asarray((values - low) / (high - low))
    missing = np.isnan(share)
    if np.count_nonzero(missing):
        share = np.where(missing, 0.5, share)
    return np.asarray(np.rint(np.minimum(np.maximum(share, 0), 1) * last), np.intp)


def limits(array: NDArray[np.floating], kind: str, beside: float = 0.0) -> tuple[float, float]:
    """Return the ends of a finished array's colours: symmetric around zero, black and white, or a mask's.

    What is to be seen among other numbers has the colours that it has there, where these go as far as `beside`.
    """
    if kind == "mask":
        return 0.0, 1.0
    if kind == "image":
        low, high = extent(array)
        return low, max(1.0, high)
    most = max(largest(array), beside) or 1.0
    return -most, most


def wants_dark_ink(colours: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where near-black ink reads better than white, by the colour's linear luminance."""
    return np.asarray(_LINEAR[colours] @ _LUMINANCE > _DARK_INK_ABOVE)


def inks_on(colours: NDArray[np.uint8], zeros: NDArray[np.bool_], palette: Palette) -> NDArray[np.intp]:
    """Return the ink for numbers on cells (count, 3): light or dark, and of zeros the dimmed one, where it is read.

    Inks are counted as `GlyphAtlas` has them: light, dark, light dimmed, dark dimmed.
    """
    inks = np.asarray(wants_dark_ink(colours), np.intp)
    if np.count_nonzero(zeros):
        under, full = (
            colours[zeros],
            np.stack([rgb(palette.cells[f"ink_{ink}"]) for ink in ("light", "dark")]),
        )
        seen = _mixed(under, full[inks[zeros]], palette.dimmed)
        two = np.sort(np.stack([_LINEAR[under] @ _LUMINANCE, _LINEAR[seen] @ _LUMINANCE]), axis=0) + 0.05
        inks[zeros] += 2 * (two[1] >= palette.contrast * two[0])
    return inks


def _mixed(colours: NDArray[np.uint8], other: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    return np.rint(colours * (1 - share) + other * share).astype(np.uint8)
