"""The number that is drawn, with as many decimals as a person types, and how it looks."""

from PyQt5.QtCore import QSize
from PyQt5.QtGui import QColor, QIcon, QPainter, QPixmap, QValidator
from PyQt5.QtWidgets import QWidget

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.thumbnail import cell_colours
from cnnviz.experiment.arrays import Array, is_picture
from cnnviz.experiment.drawing.painting import LARGEST_VALUE, Value
from cnnviz.numerals import MINUS, typed
from cnnviz.ui.drawing.pad_editor import numbers_text
from cnnviz.ui.fields.number_fields import DecimalField

SWATCH = 16  # logical pixels
_BEGUN = {"", "+", "-", MINUS, ".", ",", "-.", "-,", MINUS + ".", MINUS + ","}


class ValueField(DecimalField):
    """A number from -100 to 100 as people type it: no zeros behind it, a comma or a true minus taken too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(6)
        self.setRange(-LARGEST_VALUE, LARGEST_VALUE)
        self.setSingleStep(0.1)

    def textFromValue(self, value: float) -> str:
        """Return the number as it is typed."""
        return numbers_text([value + 0.0])

    def valueFromText(self, text: str) -> float:
        """Return the number that a text is."""
        value = typed(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take numbers within the range, and what may become one."""
        value = typed(text)
        if value is None:
            begun = text.strip() in _BEGUN or text.lower().rstrip("+-" + MINUS).endswith("e")
            state = QValidator.State.Intermediate if begun else QValidator.State.Invalid
        else:
            within = self.minimum() <= value <= self.maximum()
            state = QValidator.State.Acceptable if within else QValidator.State.Invalid
        return state, text, position


def look(ink: Value, image: Array, palette: Palette) -> QColor:
    """Return the colour that a cell of `image` would have with `ink` in it."""
    tried = image.copy()
    tried[0, 0] = ink
    picture = image.shape[2] == 3 or is_picture(tried)
    return QColor(*cell_colours(tried, palette, image=picture)[0, 0].tolist())


def swatch(colour: QColor, palette: Palette, ratio: int) -> QIcon:
    """Return a small square in a colour, of so many device pixels for each logical one."""
    pixmap = QPixmap(QSize(SWATCH, SWATCH) * ratio)
    pixmap.fill(palette.role("muted"))
    painter = QPainter(pixmap)
    painter.fillRect(pixmap.rect().adjusted(ratio, ratio, -ratio, -ratio), colour)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
