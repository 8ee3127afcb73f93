"""Where the cells of an image lie on a pad: between whole device pixels, and the same for mouse and painter."""

import math
from bisect import bisect_right

from cnnviz.experiment.drawing.painting import Place
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPointF, QRect, QRectF

_ROUNDING = 1e-6  # a third of a pixel, three times, is a whole one
_WHOLE_FROM = 2  # device pixels a cell; smaller cells are as large as fits, be they uneven


class PadGrid(NamedTuple):
    """The edges of rows and columns in device pixels, and how many of those are a logical one."""

    tops: tuple[int, ...]
    lefts: tuple[int, ...]
    ratio: int

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.tops) - 1

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.lefts) - 1

    @property
    def cell(self) -> float:
        """Logical pixels that a cell is wide."""
        return (self.lefts[-1] - self.lefts[0]) / self.columns / self.ratio

    @property
    def pixels(self) -> int:
        """Device pixels that every cell is wide and high, at least two, or 0 where cells are smaller or uneven."""
        sides = self.lefts[-1] - self.lefts[0], self.tops[-1] - self.tops[0]
        pixels = sides[0] // self.columns
        even = sides == (pixels * self.columns, pixels * self.rows)
        return pixels if even and pixels >= _WHOLE_FROM else 0

    def near(self, point: QPointF) -> Place:
        """Return the cell under a point (in logical pixels), or the nearest where it lies beside the image."""
        x, y = self._pixel(point)
        row, column = bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)

    def at(self, point: QPointF) -> Place | None:
        """Return the cell under a point (in logical pixels), or None beside the image."""
        x, y = self._pixel(point)
        inside = self.lefts[0] <= x < self.lefts[-1] and self.tops[0] <= y < self.tops[-1]
        return self.near(point) if inside else None

    def device_rect(self, block: QRect) -> QRect:
        """Return a block of cells (columns across, rows down) in device pixels."""
        left, top = self.lefts[block.left()], self.tops[block.top()]
        right, bottom = self.lefts[block.right() + 1], self.tops[block.bottom() + 1]
        return QRect(left, top, right - left, bottom - top)

    def rect(self, block: QRect) -> QRectF:
        """Return a block of cells in logical pixels."""
        place, ratio = self.device_rect(block), self.ratio
        return QRectF(
            place.left() / ratio, place.top() / ratio, place.width() / ratio, place.height() / ratio
        )

    def whole(self) -> QRect:
        """Return the block of all cells."""
        return QRect(0, 0, self.columns, self.rows)

    def under(self, area: QRect) -> QRect:
        """Return the block of cells that an area (in logical pixels) touches."""
        top, left = self.near(QPointF(area.topLeft()))
        last = 1 - 1 / self.ratio  # of the device pixels of the last logical one
        bottom, right = self.near(QPointF(area.bottomRight()) + QPointF(last, last))
        return QRect(left, top, right - left + 1, bottom - top + 1)

    def _pixel(self, point: QPointF) -> tuple[int, int]:
        """Return the device pixel (x, y) that a point lies on."""
        x, y = point.x() * self.ratio + _ROUNDING, point.y() * self.ratio + _ROUNDING
        return math.floor(x), math.floor(y)


def fitted(rows: int, columns: int, width: int, height: int, margin: int, ratio: int) -> PadGrid:
    """Lay `rows` by `columns` square cells out in the middle of a pad, as large as whole pixels let them be.

    `width`, `height` and the `margin` within them are logical pixels, of which each is `ratio` device pixels.
    """
    room = [max((side - 2 * margin) * ratio, 1) for side in (height, width)]
    scale = min(room[0] / rows, room[1] / columns)
    if scale >= _WHOLE_FROM:
        scale = int(scale)
    edges = []
    for side, count in ((height, rows), (width, columns)):
        start = (side * ratio - round(count * scale)) // 2
        edges.append(tuple(start + round(place * scale) for place in range(count + 1)))
    return PadGrid(edges[0], edges[1], ratio)
