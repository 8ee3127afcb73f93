"""The rail at the left edge: what can be set up, one part at a time."""

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array, is_picture
from cnnviz.qt import QIcon, QSize, Qt, QToolButton, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.icons import icon

WIDTH = 56
_ICON = 24
_FOLD = 16
PARTS = {"image": "Image", "layers": "Layers", "loss": "Loss", "training": "Training"}


class Rail(QWidget):
    """A button for each part of the set-up, and one that folds the open part away.

    Signals
    -------
    chosen : the part that is asked for; the one that is open, to close it; empty for the one that was open last
    """

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(2)
        self._image: Array | None = None
        self._palette: Palette | None = None
        self._buttons = {part: self._button(part, self.tr(text)) for part, text in PARTS.items()}
        self._fold = self._button("", "")
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._fold)
        self.fit_text()

    def fit_text(self) -> None:
        """Be as wide as the words under the icons need."""
        width = max(text_pixels(WIDTH), WIDTH)
        self.setFixedWidth(width)
        for button in (*self._buttons.values(), self._fold):
            button.setFixedWidth(width)

    @property
    def last(self) -> QWidget:
        """The button at which Tab leaves the rail."""
        return self._fold

    def show_image(self, image: Array, palette: Palette) -> None:
        """Show the image small on its button, and all icons in the ink of a theme."""
        if palette is not self._palette:
            self._palette = palette
            for part, button in self._buttons.items():
                if part != "image":
                    button.setIcon(icon(part, palette))
            self._dress_fold()
            self._image = None
        if image is not self._image:
            self._image = image
            ratio = self.devicePixelRatio()
            small = thumbnail(image, _ICON, palette, image=is_picture(np.nan_to_num(image)), ratio=ratio)
            self._buttons["image"].setIcon(QIcon(small))

    def show_open(self, part: str) -> None:
        """Mark the part that is open; none where `part` is empty."""
        for name, button in self._buttons.items():
            button.setChecked(name == part)
        self._fold.setChecked(bool(part))
        words = self.tr("Fold the set-up away") if part else self.tr("Open the set-up")
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)
        self._dress_fold()

    def _dress_fold(self) -> None:
        if self._palette is not None:
            name = "chevron-left" if self._fold.isChecked() else "chevron-right"
            self._fold.setIcon(icon(name, self._palette, "muted"))

    def _button(self, part: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"rail_{part or 'fold'}")
        button.setProperty("kind", "rail")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(_ICON, _ICON) if part else QSize(_FOLD, _FOLD))
        if text:
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.clicked.connect(lambda: self.chosen.emit(part))
        return button
