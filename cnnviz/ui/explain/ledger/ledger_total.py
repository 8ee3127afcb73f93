"""The last line of the ledger: what all terms come to, and what a function makes of it."""

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.ledgers.ledger import Ledger
from cnnviz.qt import QFont, QPainter, QPaintEvent, QPen, QRect, Qt, QWidget
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.ledger.ledger_delegate import paint_chip

_HEIGHT = 36


class LedgerTotal(QWidget):
    """Shows what all lines of a `Ledger` come to, when all of them have run."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fit_text()
        self._palette = palette
        self._ledger: Ledger | None = None

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def fit_text(self) -> None:
        """Leave text as much room as it needs."""
        self.setFixedHeight(text_pixels(_HEIGHT))

    def show_ledger(self, ledger: Ledger) -> None:
        """Show another total."""
        self._ledger = ledger
        self.setAccessibleName(f"{self._words[0]} {self._words[1]}: {ledger.result.text}")
        self.update()

    @property
    def _words(self) -> tuple[str, str]:
        assert self._ledger is not None
        if self._ledger.function is not None:
            return self._ledger.function.replace("_", " "), self.tr("of that")
        left = len(self._ledger) - self._ledger.done
        when = self.tr("when all {0} terms are in").format(len(self._ledger))
        return self.tr(self._ledger.total_word), when if left else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the word, and the number at the right."""
        if self._ledger is None:
            return
        painter = QPainter(self)
        painter.setPen(QPen(self._palette.role("text"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        word, when = self._words
        painter.setFont(font(13, QFont.Weight.Medium))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect(), middle, word)
        left = painter.fontMetrics().horizontalAdvance(word) + 10
        painter.setFont(font(12))
        painter.setPen(self._palette.role("muted"))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, when)
        place = QRect(self.width() - 8 - text_pixels(46), 8, text_pixels(46), text_pixels(21))
        paint_chip(painter, place, self._ledger.result, self._ledger.chapter, self._palette)
