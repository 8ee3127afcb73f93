"""What stands often in a page stands there once: texts, colours of cells, and cells as they are drawn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import (
    FADED,
    FINISHED,
    PARTIAL,
    PLAIN,
    TIED,
    UNTOUCHED,
    WON,
    CellLook,
    inks_on,
)
from cnnviz.canvas.palette import Palette, palette, rgb
from cnnviz.explain.number_format import NumberFormat
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import hidden_among
from cnnviz.resource import THEMES

_SIXTEENTHS = 16
_WAITING, _UNREAD, _PARTIAL, _WON, _TIED, _FADED, _HIDDEN = 1, 2, 4, 8, 16, 32, 64


class Cells(NamedTuple):
    """Some cells of an array as they are in a frame, in one row.

    Parameters
    ----------
    values, progress, standing : as a grid has them
    ring : which are padding
    unread : which no window reaches
    """

    values: NDArray[np.floating]
    progress: NDArray[np.int8]
    standing: NDArray[np.int8]
    ring: NDArray[np.bool_]
    unread: NDArray[np.bool_]


class Colouring(NamedTuple):
    """How the numbers of an array are coloured and written, as `Scale` and `NumberFormat` have it."""

    kind: str
    low: float
    high: float
    form: NumberFormat


class Tables:
    """Texts, colours and cells, each with the number by which the page's data speak of it.

    Attributes
    ----------
    strings : every text
    looks : of a cell the colour behind the number and its ink, in each theme
    glyphs : cells as they are drawn: the text, the look and how they are marked
    """

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._looks: dict[str, int] = {}
        self._glyphs: dict[tuple[int, int, int], int] = {}
        self._palettes = [palette(name) for name in THEMES]

    @property
    def strings(self) -> Sequence[str]:
        """All texts, by their numbers."""
        return list(self._strings)

    @property
    def looks(self) -> Sequence[str]:
        """All colours, such as ``d9541a1 ff8a340 ffa65c1+16``: for each theme the colour and which ink is on it.

        Where signs have shapes, it is also told how large the number is, in sixteenths of the end of its scale.
        """
        return list(self._looks)

    @property
    def glyphs(self) -> Sequence[int]:
        """All cells, three numbers for each."""
        return [part for glyph in self._glyphs for part in glyph]

    def string(self, text: str) -> int:
        """Return the number of a text."""
        return self._strings.setdefault(text, len(self._strings))

    def glyphs_of(self, cells: Cells, colouring: Colouring) -> list[int]:
        """Return the numbers of cells as they are drawn."""
        progress = np.where(cells.unread & (cells.progress == UNTOUCHED), np.int8(FINISHED), cells.progress)
        seen = cells._replace(progress=progress)
        looks = [self._colours(seen, colouring, theme) for theme in self._palettes]
        marks = (
            (progress == UNTOUCHED) * _WAITING
            + cells.unread * _UNREAD
            + (progress == PARTIAL) * _PARTIAL
            + (cells.standing == WON) * _WON
            + (cells.standing == TIED) * _TIED
            + (cells.standing == FADED) * _FADED
            + (hidden_among(cells.values) & (progress != UNTOUCHED)) * _HIDDEN
        )
        found = []
        for number, value in enumerate(cells.values.tolist()):
            text = "" if progress[number] == UNTOUCHED else colouring.form.in_cell(value)
            look = " ".join(theme[number] for theme in looks)
            key = self.string(text), self._looks.setdefault(look, len(self._looks)), int(marks[number])
            found.append(self._glyphs.setdefault(key, len(self._glyphs)))
        return found

    def _colours(self, cells: Cells, colouring: Colouring, theme: Palette) -> list[str]:
        """Return the colour of each cell and the ink on it, counted as `inks_on` has it."""
        look = CellLook(theme, colouring.kind, colouring.low, colouring.high, cells.ring[None])
        row = slice(None), slice(None)
        standing = cells.standing[None]
        colours = look.colours(cells.values[None], cells.progress[None], row, standing)[0]
        under = np.where((cells.standing == WON)[:, None], rgb(theme.role("accent")), colours)
        written = cells.progress != UNTOUCHED
        inks = inks_on(under, (cells.values == 0) & (cells.standing == PLAIN) & written, theme)
        signed = theme.signs and colouring.kind == "signed"
        signs = (
            [_sign(value, colouring.high) for value in cells.values * written] if signed else [""] * len(inks)
        )
        return [
            f"{r:02x}{g:02x}{b:02x}{ink}{sign}"
            for (r, g, b), ink, sign in zip(colours.tolist(), inks, signs, strict=True)
        ]


def _sign(value: float, most: float) -> str:
    """Return a sign with how large a number is, in sixteenths of the end of its scale; nothing for 0."""
    if not value or value != value:
        return ""
    return f"{'+' if value > 0 else '-'}{max(round(_SIXTEENTHS * min(abs(value) / most, 1)), 1)}"
