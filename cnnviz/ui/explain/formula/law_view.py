"""The law of the chapter, typeset in the colours of where its factors come from, on a card of its own."""

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.prose.symbols import FactorOrigin
from cnnviz.qt import QColor, QFont, QPainter, QPaintEvent, QPen, QRectF, QSizePolicy, Qt, QTimer, QWidget
from cnnviz.ui.explain.formula.typesetting import DrawnLaw, is_ready, set_beforehand

ROLES = {
    FactorOrigin.WRITTEN: "accent",
    FactorOrigin.ABOVE: "from_above",
    FactorOrigin.OWN: "own",
    FactorOrigin.LOSS: "own",
    FactorOrigin.SET: "text",
    FactorOrigin.INPUT: "text",
}
"""The role of a theme in which each origin is written."""
_INSIDE = 10
_LEAST_HEIGHT = 54
_LATER = 40  # milliseconds after the last step: what is new is set between steps, and never within one


def colours_of(palette: Palette) -> dict[FactorOrigin, str]:
    """Return the colour of each origin in a theme."""
    return {origin: palette.role(role).name() for origin, role in ROLES.items()}


class LawView(QWidget):
    """Shows a law, given in LaTeX; one that is new is set when the step has been shown."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formula_law")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._palette = palette
        self._latex, self._words = "", ""
        self._formula: DrawnLaw | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._set)
        self.setFixedHeight(text_pixels(_LEAST_HEIGHT))

    @property
    def formula(self) -> DrawnLaw | None:
        """What is drawn, None before it is set."""
        return self._formula

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours; the law comes anew in its own."""
        self._palette = palette
        self.update()

    def show_law(self, latex: str, words: str) -> None:
        """Show a law, which is read out as `words`."""
        self.setAccessibleName(words)
        if latex == self._latex:
            return
        self._latex = latex
        if is_ready(latex, self._ink):
            self._set()
        else:
            self._later.start()

    def fit_text(self) -> None:
        """Set the law at the size of text that is chosen now."""
        if self._formula is not None:
            self._later.start()

    @property
    def _ink(self) -> str:
        return self._palette.role("text").name()

    def _set(self) -> None:
        """Set the law that is to be shown now."""
        self._formula = set_beforehand(self._latex, self._ink, self.width() - 2 * _INSIDE - 2)
        self.setFixedHeight(max(self._formula.height + 2 * _INSIDE, text_pixels(_LEAST_HEIGHT)))
        if (around := self.parentWidget().layout()) is not None:
            around.activate()  # else what stands beneath lay on it, until the next thing is done
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Fit it into another width."""
        self.fit_text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card and the law on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._palette.role("line"), 1))
        painter.setBrush(self._palette.role("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._formula is not None:
            top = (self.height() - self._formula.height) / 2
            self._formula.paint(painter, _INSIDE, top)


def swatch(
    painter: QPainter, left: int, top: int, colour: QColor, words: str, ink: QColor, font: QFont
) -> int:
    """Paint a small square with what it stands for, and return where that ends."""
    side, high, begins = text_pixels(9), text_pixels(20), text_pixels(14)
    painter.fillRect(left, top + (high - side) // 2, side, side, colour)
    painter.setFont(font)
    painter.setPen(ink)
    width = painter.fontMetrics().horizontalAdvance(words)
    painter.drawText(left + begins, top, width + 4, high, int(Qt.AlignmentFlag.AlignVCenter), words)
    return left + begins + width
