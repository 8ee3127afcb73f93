"""Shows a listing: its lines with their numbers, the one in hand marked."""

from collections.abc import Sequence

from cnnviz.application import mono_typeface, text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.listings.listing import Listing
from cnnviz.qt import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPointF,
    QRect,
    QResizeEvent,
    QSizePolicy,
    Qt,
    QWidget,
)
from cnnviz.ui.explain.code.code_lines import Row, rows_of

_ROW = 18
_GUTTER, _BAR = 32, 3  # pixels before the code, of which the bar of the line in hand is a part
_RIGHT = 2
_PIXELS = 11
_NUMBERS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def row_height() -> int:
    """Return how many pixels a row of code takes."""
    return text_pixels(_ROW)


class CodeView(QWidget):
    """Shows the program of a `Listing`; it is as high as its rows."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code_view")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._palette = palette
        self._listing: Listing | None = None
        self._pointed: frozenset[int] = frozenset()
        self.fit_text()

    def fit_text(self) -> None:
        """Write at the size of text that is chosen now."""
        self._font = mono_typeface(text_pixels(_PIXELS))
        self._wide = QFontMetricsF(self._font).horizontalAdvance("0")
        self._gutter = text_pixels(_GUTTER)
        self._place()
        self.update()

    @property
    def listing(self) -> Listing | None:
        """What it shows."""
        return self._listing

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def show_listing(self, listing: Listing) -> None:
        """Show a listing, and which line is in hand."""
        before, self._listing = self._listing, listing
        if before is None or before.program is not listing.program:
            self._pointed = frozenset()  # which were lines of the other one
            self._place()
            self.update()
        elif before.line != listing.line:
            for one in (before, listing):
                self.update(self.rect_of(one.line))
        said = listing.program.lines[listing.line].strip()
        self.setAccessibleName(self.tr("Code, line {0}: {1}").format(listing.line + 1, said))
        self.setAccessibleDescription("\n".join(listing.program.lines))

    @property
    def pointed(self) -> frozenset[int]:
        """The lines that are about the cell under the pointer."""
        return self._pointed

    def point_at(self, lines: frozenset[int]) -> None:
        """Mark the lines that are about a cell under the pointer."""
        if lines != self._pointed:
            self._pointed = lines
            self.update()

    def rect_of(self, line: int) -> QRect:
        """Return where a line stands."""
        places = [place for place, row in enumerate(self._rows) if row.line == line]
        return QRect(0, places[0] * row_height(), self.width(), len(places) * row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        if event.size().width() != event.oldSize().width():
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are to be seen."""
        if self._listing is None:
            return
        painter = QPainter(self)
        painter.setFont(self._font)
        for line in self._pointed - {self._listing.line}:
            about = self.rect_of(line)
            painter.fillRect(about, self._palette.role("card"))
            painter.fillRect(QRect(0, about.top(), _BAR, about.height()), self._palette.role("muted"))
        now = self.rect_of(self._listing.line)
        painter.fillRect(now, self._palette.role("accent_soft"))
        painter.fillRect(QRect(0, now.top(), _BAR, now.height()), self._palette.role("accent"))
        drop = (row_height() + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2
        for place, row in enumerate(self._rows):
            if not event.rect().intersects(QRect(0, place * row_height(), self.width(), row_height())):
                continue
            if not row.goes_on:
                in_hand = row.line == self._listing.line
                painter.setPen(self._palette.role("accent" if in_hand else "muted"))
                number = QRect(0, place * row_height(), self._gutter - 10, row_height())
                painter.drawText(number, _NUMBERS, str(row.line + 1))
            for piece in row.pieces:
                painter.setPen(self._palette.role(piece.ink.value))
                at = QPointF(self._gutter + piece.column * self._wide, place * row_height() + drop)
                painter.drawText(at, piece.text)

    @property
    def _rows(self) -> Sequence[Row]:
        assert self._listing is not None
        return rows_of(
            self._listing.program, int((max(self.width(), 200) - self._gutter - _RIGHT) / self._wide)
        )

    def _place(self) -> None:
        if self._listing is not None:
            self.setFixedHeight(len(self._rows) * row_height())
