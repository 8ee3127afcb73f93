"""One image of all numbers of a lens: what a step changes of them is looked up and written at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import levels
from cnnviz.canvas.grids.colouring import Shades
from cnnviz.canvas.grids.drawn import Cells, Drawn, cells_of
from cnnviz.canvas.grids.glyphs import GlyphAtlas
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.thumbnail import pixels_of
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QImage, QPainter, QPoint, QPointF, QRect, QRectF

_LARGEST = 1_000_000  # device pixels: grids that are larger together have their own images


class _Block(NamedTuple):
    """Cells that are alike but for their numbers, and where they are on the plate."""

    drawn: Drawn
    cells: Cells
    shades: Shades
    area: QRect

    @property
    def values(self) -> NDArray[np.floating]:
        return self.drawn.values[self.cells].ravel()


class _Written(NamedTuple):
    """What is written in a block, where, and in which inks."""

    drawn: Drawn
    texts: list[str]
    centres: NDArray[np.float64]
    inks: NDArray[np.intp]


class Plate:
    """Draws grids that change together.

    Each of a lens's grids has few cells, and what it takes to draw one is mostly not for its cells. Who has changed
    some sets `stale`: the next that is painted then draws what is due of all of them.
    """

    def __init__(self, grids: Sequence[GridItem]) -> None:
        self._grids, self.stale = tuple(grids), True
        self._places: dict[GridItem, QPoint] = {}
        self._ratio, self._image = 0, QImage()
        self._pixels = np.zeros((0, 0), np.uint32)

    def blit(self, grid: GridItem, painter: QPainter, exposed: QRectF) -> bool:
        """Draw what is exposed of one of the grids, when all are as they are to be; return whether it has them."""
        ratio = round(painter.device().devicePixelRatioF())
        anew = ratio != self._ratio
        if anew:
            self._make(ratio)
        if self._image.isNull():
            return False
        if anew or self.stale:
            self._draw(anew=anew)
        exposed = exposed.intersected(grid.boundingRect())
        corner = exposed.topLeft() * ratio + QPointF(self._places[grid])
        painter.drawImage(exposed, self._image, QRectF(corner, exposed.size() * ratio))
        return True

    def _make(self, ratio: int) -> None:
        """Place the grids side by side: at even pixels, since what lies between two is rounded to even ones."""
        self._ratio, self._image, right, height = ratio, QImage(), 0, 0
        for grid in self._grids:
            self._places[grid] = QPoint(right, 0)
            size = grid.everything.size() * grid.cell * ratio
            right, height = right + size.width() + size.width() % 2, max(height, size.height())
        if 0 < right * height <= _LARGEST:
            self._image = QImage(right, height, QImage.Format.Format_RGB32)
        if not self._image.isNull():
            self._image.fill(self._grids[0].look.palette.cells["gap"])  # which stays between cells
            self._pixels = pixels_of(self._image)

    def _draw(self, *, anew: bool) -> None:
        """Draw what is due, and what is alike of it together."""
        self.stale = False
        painter, together = QPainter(self._image), list[_Block]()
        for grid in self._grids:
            due = grid.due(grid.everything, self._ratio, anew=anew)
            if not due:
                continue
            drawn, corner = grid.drawn, self._places[grid]
            for block in due:
                area = QRect(block.topLeft() * drawn.pixels, block.size() * drawn.pixels)
                cells = cells_of(block)
                shades = None if drawn.look.palette.signs else drawn.shades(cells)
                if shades is None:
                    painter.translate(corner)
                    drawn.draw(painter, area, cells, QPoint())
                    painter.resetTransform()
                else:
                    together.append(_Block(drawn, cells, shades, area.translated(corner)))
        if together:
            self._draw_together(painter, together)
        painter.end()

    def _draw_together(self, painter: QPainter, blocks: Sequence[_Block]) -> None:
        values = [block.values for block in blocks]
        looks = [block.drawn.look for block in blocks]
        counts = [len(one) for one in values]
        ends = np.repeat([(look.low, look.high, look.last) for look in looks], counts, axis=0)
        numbers = np.concatenate(values)
        found = levels(numbers, *ends.T)
        written: dict[tuple[GlyphAtlas, int], list[_Written]] = {}
        for block, (start, stop) in zip(blocks, pairwise(np.cumsum([0, *counts]).tolist()), strict=True):
            own, drawn = found[start:stop], block.drawn
            self._fill(block, block.shades.pixels.take(own))
            if drawn.digits is not None:
                one = _Written(
                    drawn,
                    drawn.texts(numbers[start:stop]),
                    drawn.centres(block.area, block.cells),
                    block.shades.inks_of(numbers[start:stop], own),
                )
                written.setdefault((drawn.digits.glyphs, drawn.room), []).append(one)
        for (glyphs, room), parts in written.items():
            texts = [text for part in parts for text in part.texts]
            centres = np.concatenate([part.centres for part in parts])
            glyphs.draw(painter, texts, centres, np.concatenate([part.inks for part in parts]), room)
            for part in parts:
                part.drawn.draw_longer(painter, part.texts, part.centres, part.inks)

    def _fill(self, block: _Block, colours: NDArray[np.uint32]) -> None:
        """Fill the cells of a block; the gaps between them are there."""
        drawn, (rows, columns), area = block.drawn, block.cells, block.area
        pixels, gap = drawn.pixels, drawn.gap
        place = self._pixels[area.top() : area.bottom() + 1, area.left() : area.right() + 1]
        apart = place.reshape(rows.stop - rows.start, pixels, columns.stop - columns.start, pixels)
        apart[:, : pixels - gap, :, : pixels - gap] = colours.reshape(len(apart), 1, -1, 1)
