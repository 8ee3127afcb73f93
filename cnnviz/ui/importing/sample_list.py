"""The samples as pictures with their titles, to choose from with mouse, keys and screen readers."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import is_picture
from cnnviz.gallery.samples import Sample, load, source
from cnnviz.importing.reduction import reduce
from cnnviz.qt import (
    QAbstractListModel,
    QIcon,
    QListView,
    QModelIndex,
    QPainter,
    QPixmap,
    QPointF,
    QSize,
    Qt,
    QWidget,
    pyqtSignal,
)

_SIDE = 112  # pixels of a picture
_CELLS = 56  # of an image file, so that each has two pixels
_ITEM = QSize(_SIDE + 26, _SIDE + 38)


class SampleList(QListView):
    """Shows samples in rows.

    Signals
    -------
    chosen : the `Sample` that the keyboard or the mouse is on, or None
    taken : the one that was double-clicked
    """

    chosen = pyqtSignal(object)
    taken = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("samples_list")
        self.setAccessibleName(self.tr("Samples"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._model = _Model(self)
        self._model.set_palette(palette)
        self.setModel(self._model)
        self.doubleClicked.connect(lambda index: self.taken.emit(self._model.samples[index.row()]))

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._model.set_palette(palette)
        self.viewport().update()

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show these; the one that was chosen stays so, else the first is."""
        before = self.sample()
        self._model.show_samples(samples)
        row = samples.index(before) if before in samples else 0
        self.setCurrentIndex(self._model.index(row))
        self.chosen.emit(self.sample())

    def sample(self) -> Sample | None:
        """Return what is chosen."""
        row = self.currentIndex().row()
        return self._model.samples[row] if row >= 0 else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Say what the keyboard or the mouse has come to."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.sample())


class _Model(QAbstractListModel):
    """Makes a picture when it comes into sight, once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.samples: Sequence[Sample] = ()
        self._ratio = round(parent.devicePixelRatioF())

    def set_palette(self, palette: Palette) -> None:
        """Make the pictures in a theme's colours from now on."""
        self._picture = cache(lambda sample: _picture(sample, palette, self._ratio))

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Hold other samples."""
        self.beginResetModel()
        self.samples = samples
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.samples)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return title, picture, size, or the words for those who do not see it."""
        sample = self.samples[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sample.title
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(sample)
        if role == Qt.ItemDataRole.SizeHintRole:
            return _ITEM
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{sample.title}. {sample.note}"
        return sample.note if role == Qt.ItemDataRole.ToolTipRole else None


def _picture(sample: Sample, palette: Palette, ratio: int) -> QIcon:
    array = reduce(source(sample), _CELLS, sample.shape[2] == 3) if sample.from_file else load(sample)
    drawn = thumbnail(array, _SIDE, palette, image=is_picture(array), ratio=ratio)
    square = _in_a_square(drawn, ratio)
    result = QIcon(square)
    result.addPixmap(square, QIcon.Mode.Selected)  # else Qt lays the accent over what is chosen
    return result


def _in_a_square(drawn: QPixmap, ratio: int) -> QPixmap:
    """Return a picture in the middle of a square, so that all titles stand on one line."""
    square = QPixmap(_SIDE * ratio, _SIDE * ratio)
    square.setDevicePixelRatio(ratio)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    left, top = ((_SIDE * ratio - side) // 2 / ratio for side in (drawn.width(), drawn.height()))
    painter.drawPixmap(QPointF(left, top), drawn)
    painter.end()
    return square
