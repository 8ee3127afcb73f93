"""The set-up of the image: a pad to draw on, and the ways to another image."""

from collections.abc import Mapping
from functools import partial

import numpy as np

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.document import Experiment
from cnnviz.explain.numbers import size_text
from cnnviz.qt import (
    QAction,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPainter,
    QPaintEvent,
    QPushButton,
    QSize,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.changes import ChangeButtons, new_text
from cnnviz.ui.drawing.pad.pad import DrawPad
from cnnviz.ui.drawing.pad.picture import MARGIN
from cnnviz.ui.drawing.tools import DrawTools
from cnnviz.ui.drawing.value_row import ValueRow
from cnnviz.ui.icons import icon

SIDE = 216  # logical pixels of the image on the pad, its frame not counted
_ARROW = 9
NEW_SIZES = (4, 6, 8, 12, 16, 28, 32, 48, 64)


class ImageCard(QWidget):
    """Shows the image, draws on it, and asks for another, or for another size of it.

    Signals
    -------
    drawn : (the image, what was done in words, the number of the stroke or -1)
    made : (an image that is new altogether, what was done in words)
    resize_asked : the person wants to choose size and colour of the opened image anew
    refused : one sentence that says why what was typed is not taken
    settled : what was typed is taken or dropped
    """

    drawn = pyqtSignal(object, str, int)
    made = pyqtSignal(object, str)
    resize_asked = pyqtSignal()
    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(
        self, actions: Mapping[str, QAction], palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._palette: Palette | None = None
        self.brush = Brush(self)
        self.pad = DrawPad(self.brush, palette, self)
        self.pad.setFixedSize(SIDE + 2 * MARGIN, SIDE + 2 * MARGIN)
        self.pad.setAccessibleDescription(self._keys())
        self.pad.drawn.connect(self.drawn)
        self._tools = DrawTools(self.brush, self)
        self._tools.refused.connect(self.refused)
        self._tools.settled.connect(self.settled)
        self._values = ValueRow(self.brush, self)
        self._name = _ElidedLabel(self)
        self._name.setProperty("kind", "strong")
        self._size, self._new = self._size_button(), self._new_button()
        self._lay_out()

    def show_experiment(self, experiment: Experiment, palette: Palette, *, can_resize: bool) -> None:
        """Show the image of an experiment."""
        image, name = experiment.image, experiment.image_name
        self.pad.show_image(image, palette)
        self._tools.show_image(image, palette)
        self._values.set_palette(palette)
        self._values.setVisible(image.shape[2] != 3)  # colours are chosen by another dialog
        if name != self._name.text():
            self._name.setText(name)
            self.pad.setAccessibleName(self.tr("Image: {0}, to draw on").format(name))
        height, width, channels = image.shape
        kinds = {1: self.tr("grey"), 3: self.tr("colour")}
        kind = kinds.get(channels, self.tr("{0} channels").format(channels))
        if palette is not self._palette:
            self._palette = palette
            for menu_button in (self._size, self._new):
                menu_button.setIcon(icon("chevron-down", palette, "muted"))
                menu_button.setIconSize(QSize(_ARROW, _ARROW))
        self._size.setText(f"{size_text((height, width, 1))} {kind} ")
        self._resize.setVisible(can_resize)

    def _size_button(self) -> QPushButton:
        """Make the button that shows the size and offers what changes it."""
        button = QPushButton(self)
        button.setObjectName("image_size")
        button.setProperty("kind", "link")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the text
        button.setToolTip(self.tr("Change the size of the image, or its channels"))
        button.setAccessibleName(button.toolTip())
        menu = QMenu(button)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the button alone is turned round
        for key in ("image.resize", "image.grey", "image.colour"):
            menu.addAction(self._actions[key])
        self._resize = menu.addAction(self.tr("Cut out or reduce anew…"))
        self._resize.setObjectName("image_reduce")
        self._resize.setToolTip(self.tr("Choose again what is made of the image that was opened"))
        self._resize.triggered.connect(lambda: self.resize_asked.emit())
        button.setMenu(menu)
        return button

    def _new_button(self) -> QPushButton:
        button = self._button("image_new", self.tr("New "), self.tr("An empty image to draw on"))
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu = QMenu(button)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the button alone is turned round
        for side in NEW_SIZES:
            menu.addAction(f"{side}×{side}").triggered.connect(partial(self._make, side))
        menu.addSeparator()
        menu.addAction(self._actions["image.new"])
        button.setMenu(menu)
        return button

    def _make(self, side: int, *_: object) -> None:
        image: Array = np.zeros((side, side, 1))
        self.made.emit(image, new_text(self, image))

    def _action_button(self, name: str, text: str, id_: str) -> QPushButton:
        """Make a button that triggers an action."""
        action = self._actions[id_]
        button = self._button(name, text, action.toolTip())
        button.clicked.connect(lambda: action.trigger())
        return button

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setProperty("kind", "narrow")
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        return button

    def _keys(self) -> str:
        return self.tr(
            "Draw with the mouse; the right button erases.\n"
            "Arrow keys select a cell, Space draws it, Shift+Space erases it,\n"
            "digits, Enter or a double click type a number into it,\n"
            "Ctrl and the wheel, or Page Up and Page Down, change it by 0.1,\n"
            "[ and ] change the size of the brush, Ctrl with arrows shifts the image."
        )

    def _lay_out(self) -> None:
        header, buttons = QHBoxLayout(), QGridLayout()
        header.setSpacing(6)
        header.addWidget(self._name, 1)
        header.addWidget(self._size)
        buttons.setSpacing(5)
        for place, button in enumerate(
            (
                self._action_button("image_draw", self.tr("Draw large…"), "image.draw"),
                self._action_button("image_open", self.tr("Open…"), "file.open"),
                self._action_button("image_sample", self.tr("Sample…"), "file.samples"),
                self._new,
            )
        ):
            buttons.addWidget(button, *divmod(place, 2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(header)
        column.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._tools)
        column.addWidget(self._values)
        column.addSpacing(4)
        whole = QLabel(self.tr("THE WHOLE IMAGE"), self)
        whole.setProperty("kind", "section")
        column.addWidget(whole)
        column.addWidget(ChangeButtons(self._actions, self))
        column.addSpacing(6)
        column.addLayout(buttons)


class _ElidedLabel(QLabel):
    """A label whose text is shortened in the middle where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits; the tool tip has all of it."""
        self.setToolTip(self.text())
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        QPainter(self).drawText(self.rect(), int(self.alignment()), text)
