"""The number that is drawn, and how it looks."""

from cnnviz.canvas.grids.thumbnail import cell_colours
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array, is_picture
from cnnviz.experiment.drawing.painting import LARGEST_VALUE, Value
from cnnviz.explain.numbers import written
from cnnviz.qt import QColor, QIcon, QPainter, QPixmap, QSize, QWidget
from cnnviz.ui.fields.numeral import RealLimit
from cnnviz.ui.fields.real_field import RealField

SWATCH = 16  # logical pixels


class ValueField(RealField):
    """A number that can be drawn."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        why = "values from {0} to {1} are offered"
        why = why.format(written(-LARGEST_VALUE), written(LARGEST_VALUE))
        super().__init__(name, label, RealLimit(-LARGEST_VALUE, LARGEST_VALUE, why, why), parent)


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
