"""What a grid shows, and how large: blocks of it are drawn wherever they are to stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.cell_sizes import APART
from cnnviz.canvas.grids.cells import FADED, PLAIN, UNTOUCHED, CellLook, inks_on
from cnnviz.canvas.grids.colouring import Shades, alike, draw_colours, enlarged
from cnnviz.canvas.grids.hatch import draw_gaps, hatch
from cnnviz.canvas.grids.typography import Typography, centres_in, largest, room_for
from cnnviz.canvas.painter import is_vector
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainter, QPoint, QRect

Cells: TypeAlias = tuple[slice, slice]
"""The rows and the columns of a block."""


def cells_of(block: QRect) -> Cells:
    """Return the rows and the columns of a block."""
    top, left = block.top(), block.left()
    return slice(top, top + block.height()), slice(left, left + block.width())


class Drawn(NamedTuple):
    """The numbers of a grid as they are drawn in cells of so many device pixels.

    Parameters
    ----------
    look : how the array looks
    values, progress, standing : of all cells
    unread : which of them are never read; None where all are
    digits : what numbers are written in, None where they have no room
    pixels : device pixels that a cell is wide and high
    ratio : device pixels of a logical one
    """

    look: CellLook
    values: NDArray[np.floating]
    progress: NDArray[np.int8]
    standing: NDArray[np.int8]
    unread: NDArray[np.bool_] | None
    digits: Typography | None
    pixels: int
    ratio: int

    @property
    def gap(self) -> int:
        """Device pixels between cells."""
        return self.ratio * (self.pixels >= APART)

    def shades(self, cells: Cells) -> Shades | None:
        """Return the shades of a block whose cells are alike but for their numbers; None where they are not."""
        values, look = self.values[cells], self.look
        if self.unread is not None and self.unread[cells].any():
            return None
        if np.count_nonzero(values != values) or np.count_nonzero(look.border[cells]):
            return None
        return alike(look, self.progress[cells], self.standing[cells])

    def draw(self, painter: QPainter, area: QRect, cells: Cells, origin: QPoint) -> None:
        """Draw a block into an area of the grid, whose own corner is at `origin`."""
        values, look, gap = self.values[cells], self.look, self.gap
        shades = None if is_vector(painter) else self.shades(cells)
        if shades is not None:
            levels = look.levels(values)
            image = enlarged(shades.pixels.take(levels), self.pixels, gap, look.palette.cells["gap"])
            painter.drawImage(area.topLeft(), image)
            inks = shades.inks_of(values, levels).ravel()
        else:
            colours = look.colours(self.values, self.progress, cells, self.standing)
            draw_colours(painter, area.topLeft(), colours, self.pixels)
            self._draw_hatches(painter, area, cells, origin)
            draw_gaps(painter, area, self.pixels, gap, look.palette.cells["gap"])
        if look.palette.signs:
            from cnnviz.canvas.grids.signs import draw_signs  # few themes have any

            draw_signs(painter, area, look, (values, self.progress[cells]), gap)
        if shades is None:
            standing = self.standing[cells]
            if np.count_nonzero(standing):
                from cnnviz.canvas.grids.standings import draw_standings  # few steps compare

                colours = draw_standings(
                    painter, area, self.pixels, standing, colours, look.palette, self.ratio
                )
            dimmed = (standing == FADED) | ((values == 0) & (standing == PLAIN))
            inks = inks_on(colours.reshape(-1, 3), dimmed.ravel(), look.palette)
        if self.digits is not None:
            self._draw_numbers(painter, area, cells, inks)

    def _draw_hatches(self, painter: QPainter, area: QRect, cells: Cells, origin: QPoint) -> None:
        colour, waiting = self.look.palette.cells["hatch"], self.progress[cells] == UNTOUCHED
        hatch(painter, area, self.pixels, waiting, origin, colour, self.ratio)
        if self.unread is not None:
            hatch(painter, area, self.pixels, self.unread[cells], origin, colour, self.ratio, crossed=True)

    def _draw_numbers(self, painter: QPainter, area: QRect, cells: Cells, inks: NDArray[np.intp]) -> None:
        assert self.digits is not None
        values, reached = self.values[cells].ravel(), self.progress[cells].ravel() != UNTOUCHED
        centres = self.centres(area, cells)
        if np.count_nonzero(reached) < len(reached):
            values, centres, inks = values[reached], centres[reached], inks[reached]
        texts = self.texts(values)
        self.digits.glyphs.draw(painter, texts, centres, inks, self.room)
        self.draw_longer(painter, texts, centres, inks)

    def centres(self, area: QRect, cells: Cells) -> NDArray[np.float64]:
        """Return where the middles (x, y) of the numbers of a block are that is drawn into an area."""
        rows, columns = (along.stop - along.start for along in cells)
        centres: NDArray[np.float64] = centres_in(rows, columns, self.pixels, self.ratio)
        centres = centres + np.array([area.left(), area.top()])
        return centres

    def texts(self, values: NDArray[np.floating]) -> list[str]:
        """Return what is written of numbers in their cells."""
        assert self.digits is not None
        _, _, all_fit, form = self.digits
        return [
            form.in_cell(value) if all_fit or value != value or not value % 1 else ""
            for value in values.tolist()
        ]

    @property
    def room(self) -> int:
        """Device pixels that numbers may be wide."""
        return room_for(self.pixels, self.ratio)

    def draw_longer(
        self, painter: QPainter, texts: Sequence[str], centres: NDArray[np.float64], inks: NDArray[np.intp]
    ) -> None:
        """Write in smaller digits what is longer than a number of the array: a sum that is not finished may be."""
        assert self.digits is not None
        glyphs, letters, room = self.digits.glyphs, self.digits.letters, self.room
        for place, text in enumerate(texts):
            if len(text) > letters - ("." not in text) and glyphs.text_width(text) > room:
                smaller = largest(self.look.palette, [text], self.pixels, self.ratio)
                if smaller is not None:
                    one = slice(place, place + 1)
                    smaller.draw(painter, [text], centres[one], inks[one], room)
