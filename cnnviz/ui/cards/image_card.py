"""The set-up of the image: a pad to draw on, and the ways to another image."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QColor, QPainter, QPaintEvent
from PyQt5.QtWidgets import (
    QAction,
    QColorDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.drawing import inverted, scattered, shifted
from cnnviz.experiment.layers import Array
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import size_text
from cnnviz.ui.draw_pad import DrawPad
from cnnviz.ui.fields import Choice, DecimalField, NumberField

NEW_SIZES = (4, 6, 8, 12, 16, 28, 32, 48, 64)
_LARGEST_BRUSH = 9
_BRUSH, _FILL = "brush", "fill"
_CHANGES: tuple[tuple[str, str, str, Callable[[Array], Array]], ...] = (
    ("clear", "Clear", "Make every cell 0", np.zeros_like),
    ("invert", "Invert", "1 minus every cell", inverted),
    ("random", "Noise", "Random values", lambda image: scattered(image.shape, int(image.sum() * 1000))),
    ("left", "←", "Shift by one cell to the left", lambda image: shifted(image, 0, -1)),
    ("up", "↑", "Shift by one cell up", lambda image: shifted(image, -1, 0)),
    ("down", "↓", "Shift by one cell down", lambda image: shifted(image, 1, 0)),
    ("right", "→", "Shift by one cell to the right", lambda image: shifted(image, 0, 1)),
)


class ImageCard(QWidget):
    """Shows the image, draws on it, and asks for another, or for another size of it.

    Signals
    -------
    drawn : (the image, what was done in words, the number of the stroke or -1)
    resize_asked : the person wants to choose size and colour of the opened image anew
    """

    drawn = pyqtSignal(object, str, int)
    resize_asked = pyqtSignal()

    def __init__(self, open_action: QAction, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: Array | None = None
        self._pad = DrawPad(palette, self)
        self._pad.drawn.connect(self._on_drawn)
        self._name = _ElidedLabel(self)
        self._size = QLabel(self)
        self._size.setProperty("kind", "muted")
        open_button = QPushButton(self.tr("Open…"), self)
        open_button.setToolTip(open_action.toolTip())
        open_button.clicked.connect(open_action.trigger)
        self._resize = QPushButton(self.tr("Size…"), self)
        self._resize.setObjectName("image_size")
        self._resize.setToolTip(self.tr("Choose again how large the opened image is, and whether in colour"))
        self._resize.clicked.connect(self.resize_asked)
        beside = QVBoxLayout()
        beside.setSpacing(6)
        for widget in (open_button, self._new_button(), self._resize, self._name, self._size):
            beside.addWidget(widget)
        beside.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(10)
        upper.addWidget(self._pad, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(self._brush_row())
        column.addLayout(self._change_rows())

    def show_experiment(self, experiment: Experiment, palette: Palette, *, can_resize: bool) -> None:
        """Show the image of an experiment."""
        self._image = image = experiment.image
        self._pad.show_image(image, palette)
        self._pad.setAccessibleName(self.tr("Image: {0}, to draw on").format(experiment.image_name))
        self._name.setText(experiment.image_name)
        height, width, channels = image.shape
        picture = bool((image >= 0).all())
        kinds = {1: self.tr("grey"), 3: self.tr("colour")} if picture else {1: self.tr("1 channel")}
        kind = kinds.get(channels, self.tr("{0} channels").format(channels))
        self._size.setText(f"{size_text((height, width, 1))} {kind}")
        self._resize.setVisible(can_resize)
        self._colour.setVisible(channels == 3)
        self._value.setVisible(channels != 3)
        if channels != 3:
            self._pad.value = self._value.value()

    def _on_drawn(self, image: Array, stroke: int) -> None:
        self.drawn.emit(image, self.tr("fill") if self._pad.fills else self.tr("stroke"), stroke)

    def _change(self, change: Callable[[Array], Array], text: str, *_: object) -> None:
        if self._image is not None:
            self.drawn.emit(change(self._image), text, -1)

    def _new(self, side: int, *_: object) -> None:
        self.drawn.emit(np.zeros((side, side, 1)), self.tr("new image {0}×{0}").format(side), -1)

    def _new_button(self) -> QPushButton:
        button = QPushButton(self.tr("New"), self)
        button.setObjectName("image_new")
        button.setToolTip(self.tr("An empty image to draw on"))
        menu = QMenu(button)
        for side in NEW_SIZES:
            menu.addAction(f"{side}×{side}").triggered.connect(partial(self._new, side))
        button.setMenu(menu)
        return button

    def _brush_row(self) -> QHBoxLayout:
        tool = Choice(self)
        tool.setObjectName("draw_tool")
        tool.setAccessibleName(self.tr("What the mouse does on the image"))
        tool.addItems([_BRUSH, _FILL])
        tool.activated[str].connect(lambda text: setattr(self._pad, "fills", text == _FILL))
        brush = NumberField("brush_size", self.tr("Size of the brush"), self)
        why = self.tr("larger brushes are not offered")
        brush.show_value(1, Limit(1, _LARGEST_BRUSH, self.tr("one cell is the least"), why))
        brush.edited.connect(lambda size: setattr(self._pad, "size_of_brush", size))
        self._value = DecimalField(self)
        self._value.setObjectName("draw_value")
        self._value.setAccessibleName(self.tr("Value that is drawn"))
        self._value.setToolTip(self.tr("Value that is drawn; the right button draws 0"))
        self._value.setRange(-100, 100)
        self._value.setSingleStep(0.1)
        self._value.setValue(1)
        self._value.valueChanged.connect(lambda value: setattr(self._pad, "value", value))
        self._colour = QPushButton(self.tr("Colour"), self)
        self._colour.setObjectName("draw_colour")
        self._colour.clicked.connect(self._choose_colour)
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget, stretch in ((tool, 3), (brush, 2), (self._value, 3), (self._colour, 3)):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(widget, stretch)
        return row

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor("white"), self.window())
        dialog.setObjectName("colours")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: setattr(self._pad, "value", colour.getRgbF()[:3]))
        dialog.open()

    def _change_rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setSpacing(3)
        column = 0
        for name, text, tip, change in _CHANGES:
            button = QToolButton(self)
            button.setObjectName(f"image_{name}")
            button.setText(self.tr(text))
            button.setToolTip(self.tr(tip))
            button.setAccessibleName(self.tr(tip))
            button.setProperty("kind", "small")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._change, change, self.tr(tip).lower()))
            wide = 2 if len(text) > 1 else 1
            rows.addWidget(button, 0, column, 1, wide)
            rows.setColumnStretch(column, 1)
            rows.setColumnStretch(column + wide - 1, 1)
            column += wide
        return rows


class _ElidedLabel(QLabel):
    """A label whose text is shortened in the middle where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits; the tool tip has all of it."""
        self.setToolTip(self.text())
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
