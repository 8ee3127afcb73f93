"""A target as a small picture, and what is said of it beside it."""

from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.qt import QHBoxLayout, QLabel, Qt, QVBoxLayout, QWidget


class TargetPicture(QLabel):
    """Shows a target in colours, in a square of so many pixels."""

    def __init__(self, side: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self.setFixedSize(side + 2, side + 2)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_target(self, target: Array, palette: Palette, channel: int) -> None:
        """Show a target, or a list of numbers as a row; of several channels one, or the last there is."""
        plane = target if target.ndim == 3 else target[None, :, None]
        shown, ratio = min(channel, plane.shape[2] - 1), max(1, round(self.devicePixelRatioF()))
        picture = thumbnail(plane, self._side, palette, image=False, channel=shown, ratio=ratio)
        self.setPixmap(picture)

    def beside(self, *words: QLabel) -> QHBoxLayout:
        """Return a row of the picture and of words, one beneath the other."""
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in words:
            column.addWidget(label)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return row
