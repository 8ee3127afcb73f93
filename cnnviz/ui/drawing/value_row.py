"""Common values to draw with, each as it looks, side by side: one click takes one."""

from functools import partial

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.cells import wants_dark_ink
from cnnviz.canvas.grids.thumbnail import cell_colours
from cnnviz.canvas.palette import Palette
from cnnviz.explain.numbers import written
from cnnviz.qt import (
    QAbstractButton,
    QColor,
    QFont,
    QHBoxLayout,
    QPainter,
    QPaintEvent,
    QPen,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
)
from cnnviz.ui.drawing.brush import Brush

VALUES = (1.0, 0.75, 0.5, 0.25, 0.0, -0.5, -1.0)
_HEIGHT = 24


class ValueRow(QWidget):
    """Shows which of the values a `Brush` draws, and sets it."""

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = brush
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._cells = [_Value(value, self) for value in VALUES]
        for cell in self._cells:
            cell.clicked.connect(partial(self._take, cell.value))
            row.addWidget(cell, 1)
        brush.changed.connect(self._show)

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's colours."""
        for cell in self._cells:
            cell.set_palette(palette)
        self._show()

    def _take(self, value: float, *_: object) -> None:
        self._brush.set_value(value)
        self._show()

    def _show(self) -> None:
        for cell in self._cells:
            cell.setChecked(cell.value == self._brush.value)


class _Value(QAbstractButton):
    """A value as a cell of its colour; what is below 0 is coloured as signed numbers are."""

    def __init__(self, value: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self._palette: Palette | None = None
        self._colour = QColor()
        self._is_bright = False
        self.setObjectName(f"draw_{written(value)}")
        self.setText(written(value))
        self.setToolTip(self.tr("Draw {0}").format(self.text()))
        self.setAccessibleName(self.toolTip())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's colours."""
        if palette is not self._palette:
            self._palette = palette
            both = np.array([[[self.value]], [[1.0]]])
            colours = cell_colours(both, palette, image=self.value >= 0)[:1, 0]
            self._colour = QColor(*colours[0].tolist())
            self._is_bright = bool(wants_dark_ink(colours)[0])
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for the number."""
        return QSize(text_pixels(31), text_pixels(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell; the one that is drawn has a frame."""
        if self._palette is None:
            return
        painter, room = QPainter(self), self.rect()
        painter.fillRect(room, self._colour)
        font = QFont(self.font())
        font.setPixelSize(text_pixels(11))
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(self._palette.cells["ink_dark" if self._is_bright else "ink_light"])
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.setPen(self._palette.role("line"))
        painter.drawRect(room.adjusted(0, 0, -1, -1))
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(self._palette.role("accent" if self.isChecked() else "text"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
