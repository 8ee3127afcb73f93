"""What the lines and marks of the plot stand for, in words beneath it."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.checks.check import Check
from cnnviz.explain.numbers import exactly
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFontMetrics, QPainter, QPaintEvent, QPen, QPointF, QSizePolicy, Qt, QWidget
from cnnviz.ui.explain.flow import font

_LINE, _SAMPLE, _BETWEEN = 18, 18, 14  # pixels


class LegendEntry(NamedTuple):
    """A line of the plot: its colour's role, its words, and whether it is dashed."""

    role: str
    words: str
    dashed: bool = False


def entries_of(check: Check) -> Sequence[LegendEntry]:
    """Return what is drawn of a check."""
    quotient, slope = (exactly(float(f"{number:.3g}")) for number in (check.quotient, check.gradient))
    return (
        LegendEntry("text", "loss"),
        LegendEntry("accent", f"tangent, slope {slope}", True),
        LegendEntry("warning", f"step, slope {quotient}"),
    )


class PlotLegend(QWidget):
    """Shows the entries of a check in as many lines as they need."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._palette = palette
        self._entries: Sequence[LegendEntry] = ()

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def show_check(self, check: Check) -> None:
        """Show what another check is drawn with."""
        self._entries = entries_of(check)
        self.setFixedHeight((max(line for _, line in self._places()) + 1) * text_pixels(_LINE))
        self.setAccessibleName(", ".join(entry.words for entry in self._entries))
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Break the line anew."""
        if self._entries:
            self.setFixedHeight((max(line for _, line in self._places()) + 1) * text_pixels(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a piece of each line, and its words."""
        painter, high = QPainter(self), text_pixels(_LINE)
        painter.setFont(font(11))
        for entry, (left, line) in zip(self._entries, self._places(), strict=True):
            middle = line * high + high / 2
            style = Qt.PenStyle.DashLine if entry.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(self._palette.role(entry.role), 2, style))
            painter.drawLine(QPointF(left, middle), QPointF(left + _SAMPLE, middle))
            painter.setPen(self._palette.role("muted"))
            painter.drawText(
                left + _SAMPLE + 5,
                line * high,
                self.width(),
                high,
                int(Qt.AlignmentFlag.AlignVCenter),
                entry.words,
            )

    def _places(self) -> Sequence[tuple[int, int]]:
        """Return for each entry where in which line it begins."""
        measured, found, left, line = QFontMetrics(font(11)), [], 0, 0
        for entry in self._entries:
            wide = _SAMPLE + 5 + measured.horizontalAdvance(entry.words)
            if left and left + wide > self.width():
                left, line = 0, line + 1
            found.append((left, line))
            left += wide + _BETWEEN
        return found
