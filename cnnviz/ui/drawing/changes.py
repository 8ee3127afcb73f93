"""What changes a whole image at once: as a table, and as a row of buttons."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import in_colour, in_grey, inverted, shifted
from cnnviz.explain.numbers import size_text
from cnnviz.qt import QAction, QHBoxLayout, QSizePolicy, Qt, QToolButton, QWidget

CHANGES: Mapping[str, tuple[str, Callable[[Array], Array]]] = {
    "clear": ("clear image", np.zeros_like),
    "invert": ("invert image", inverted),
    "left": ("shift image left", lambda image: shifted(image, 0, -1)),
    "up": ("shift image up", lambda image: shifted(image, -1, 0)),
    "down": ("shift image down", lambda image: shifted(image, 1, 0)),
    "right": ("shift image right", lambda image: shifted(image, 0, 1)),
    "grey": ("make image grey", in_grey),
    "colour": ("give image three channels", in_colour),
}
"""For each change, what it is called in the undo menu, and what it does."""

NOISES: Mapping[str, tuple[str, bool]] = {
    "random": ("fill image with noise", False),
    "normal": ("fill image with normal noise", True),
}
"""For each kind of noise, what it is called in the undo menu, and whether it is normal, of either sign."""

_BUTTONS = {
    "clear": "Clear",
    "invert": "Invert",
    "random": "Noise",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "right": "→",
}


class ChangeButtons(QWidget):
    """A row of buttons, each of which triggers an action on the image."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for key, text in _BUTTONS.items():
            row.addWidget(self._button(key, self.tr(text), actions[f"image.{key}"]), min(len(text), 2))

    def _button(self, key: str, text: str, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"image_{key}")
        button.setText(text)
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.toolTip())
        button.setProperty("kind", "small")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(_trigger, action))
        return button


def new_text(widget: QWidget, image: Array) -> str:
    """Return what making a new image is called."""
    return widget.tr("new image {0}").format(size_text((*image.shape[:2], 1)))


def _trigger(action: QAction, *_: object) -> None:
    action.trigger()
