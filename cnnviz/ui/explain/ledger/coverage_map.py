"""How many windows cover each cell of a plane, as a small map with its legend."""

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.ledgers.coverage import Coverage
from cnnviz.qt import QColor, QPainter, QPaintEvent, QPen, QRect, QSize, QSizePolicy, Qt, QWidget
from cnnviz.ui.explain.flow import font

_LARGEST, _LEGIBLE = 20, 12  # pixels a cell; smaller ones have no digits
_MAP = 174
_LINE = 25
_SWATCH = 13


class CoverageMap(QWidget):
    """Shows a `Coverage`, the cell that is asked about outlined."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("coverage_map")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
            self.setFixedHeight(self.sizeHint().height())
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room that map and legend need."""
        if self._covered is None:
            return QSize(272, 0)
        rows = self._covered.counts.shape[0] * self._side
        return QSize(272, max(rows, text_pixels(_LINE) * min(len(self._covered.legend), 8)) + 2)

    @property
    def _side(self) -> int:
        assert self._covered is not None
        return max(min(_LARGEST, _MAP // int(max(self._covered.counts.shape))), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, the outline, and the legend beside them."""
        if self._covered is None:
            return
        painter = QPainter(self)
        side, counts = self._side, self._covered.counts
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
        self._paint_legend(painter, counts.shape[1] * side + 14)

    def _paint_legend(self, painter: QPainter, left: int) -> None:
        assert self._covered is not None
        painter.setFont(font(12))
        high, side = text_pixels(_LINE), text_pixels(_SWATCH)
        legend = self._covered.legend
        for number, (count, cells) in enumerate(legend[-8:]):
            middle = number * high + high // 2
            painter.fillRect(QRect(left, middle - side // 2, side, side), self._ground(count))
            painter.setPen(self._palette.role("text"))
            line = QRect(left + side + 7, middle - high // 2, self.width() - left - side - 7, high)
            words = self.tr("1 cell") if cells == 1 else self.tr("{0} cells").format(cells)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), words)
            painter.setPen(self._palette.role("muted"))
            painter.drawText(
                line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{count}×"
            )

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
