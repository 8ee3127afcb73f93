"""How many windows cover each cell of a plane, as a small map with its legend."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.ledgers.coverage import Coverage
from cnnviz.qt import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QRect,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
)
from cnnviz.ui.explain.flow import font

_LARGEST, _LEGIBLE = 20, 12  # pixels a cell; smaller ones have no digits
_WIDE, _MAP = 260, 174  # pixels, beside a bar that scrolls
_BESIDE, _BEHIND, _BETWEEN = 14, 7, 12  # pixels: from the map to its legend, behind a swatch, before a count
_LINE = 25
_SWATCH = 13
_LINES = 8  # of the legend


class CoverageMap(QWidget):
    """Shows a `Coverage`, the cell that is asked about outlined."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("coverage_map")
        as_high_as_wide = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        as_high_as_wide.setHeightForWidth(True)
        self.setSizePolicy(as_high_as_wide)
        self._palette = palette
        self._covered: Coverage | None = None

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def set_coverage(self, covered: Coverage | None) -> None:
        """Show how many windows cover other cells."""
        self._covered = covered
        self.setVisible(covered is not None)
        if covered is not None:
            legend = ", ".join(f"{count} times: {cells} cells" for count, cells in covered.legend)
            self.setAccessibleName(self.tr("How many windows cover a cell"))
            self.setAccessibleDescription(legend)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room that map and legend need at least."""
        return QSize(_WIDE, self.heightForWidth(_WIDE))

    def heightForWidth(self, width: int) -> int:
        """Return how high the map is that has so much room.

        It is asked for beforehand: a map that grew once it was given its room could need a bar to scroll it, be
        smaller beside that, need none, and so on for ever.
        """
        if self._covered is None:
            return 0
        rows = int(self._covered.counts.shape[0]) * self._side(width)
        return max(rows, text_pixels(_LINE) * len(self._legend)) + 2

    def _side(self, width: int) -> int:
        assert self._covered is not None
        rows, columns = map(int, self._covered.counts.shape)
        room = min(_MAP, max(width, _WIDE) - _BESIDE - self._legend_width)
        return max(min(_LARGEST, _MAP // rows, room // columns), 1)

    @property
    def _legend(self) -> Sequence[tuple[int, str, str]]:
        """The counts that have a line, with how many cells have each, and how often that is."""
        assert self._covered is not None
        one, more = self.tr("1 cell"), self.tr("{0} cells")
        lines = self._covered.legend[-_LINES:]
        return [(count, one if cells == 1 else more.format(cells), f"{count}×") for count, cells in lines]

    @property
    def _legend_width(self) -> int:
        """How wide the legend is, its swatches and both columns of words."""
        wide = QFontMetrics(font(12)).horizontalAdvance
        words = (max(map(wide, column)) for column in zip(*(line[1:] for line in self._legend), strict=True))
        return text_pixels(_SWATCH) + _BEHIND + sum(words) + _BETWEEN

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, the outline, and the legend beside them."""
        if self._covered is None:
            return
        painter = QPainter(self)
        side, counts = self._side(self.width()), self._covered.counts
        digits = font(11)
        digits.setPixelSize(min(side - 6, digits.pixelSize()) if side >= _LEGIBLE else 8)
        painter.setFont(digits)
        for row, line in enumerate(counts.tolist()):
            for column, count in enumerate(line):
                place = QRect(column * side, row * side, side - (side > 3), side - (side > 3))
                painter.fillRect(place, self._ground(count))
                if side >= _LEGIBLE:
                    painter.setPen(self._ink(count))
                    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(count))
        own = QRect(self._covered.column * side, self._covered.row * side, side, side)
        painter.setPen(QPen(self._palette.role("accent"), 2))
        painter.drawRect(own.adjusted(0, 0, -1, -1))
        self._paint_legend(painter, counts.shape[1] * side + _BESIDE)

    def _paint_legend(self, painter: QPainter, left: int) -> None:
        painter.setFont(font(12))
        high, side = text_pixels(_LINE), text_pixels(_SWATCH)
        right = left + self._legend_width
        for number, (count, words, times) in enumerate(self._legend):
            middle = number * high + high // 2
            painter.fillRect(QRect(left, middle - side // 2, side, side), self._ground(count))
            painter.setPen(self._palette.role("text"))
            begin = left + side + _BEHIND
            line = QRect(begin, middle - high // 2, right - begin, high)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), words)
            painter.setPen(self._palette.role("muted"))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), times)

    def _share(self, count: int) -> float:
        assert self._covered is not None
        return count / max(self._covered.most, 1)

    def _ground(self, count: int) -> QColor:
        low, high = self._palette.role("card"), self._palette.role("muted")
        share = 0.08 + 0.72 * self._share(count)
        mixed = [round(a + (b - a) * share) for a, b in zip(low.getRgb(), high.getRgb(), strict=True)]
        return QColor(*mixed)

    def _ink(self, count: int) -> QColor:
        light = self._ground(count).lightness() > 140
        return self._palette.cells["ink_dark" if light else "ink_light"]
