"""The part of a source that is used, as four numbers."""

from dataclasses import replace

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QLabel, QWidget

from cnnviz.experiment.limits import Limit
from cnnviz.experiment.making import Crop
from cnnviz.ui.fields import NumberField


class CropFields(QWidget):
    """First row and column, and how many of them; the limits follow from each other.

    Signals
    -------
    cropped : the `Crop` that a person has typed
    stopped : why a number goes no further
    left : Enter was pressed
    """

    cropped = pyqtSignal(object)
    stopped = pyqtSignal(str)
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crop = Crop(0, 0, 1, 1)
        self._fields = {
            "top": NumberField("crop_top", self.tr("First row, counted from 0"), self),
            "height": NumberField("crop_height", self.tr("Number of rows"), self),
            "left": NumberField("crop_left", self.tr("First column, counted from 0"), self),
            "width": NumberField("crop_width", self.tr("Number of columns"), self),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for row, first, count, word in (
            (0, "top", "height", self.tr("rows from")),
            (1, "left", "width", self.tr("columns from")),
        ):
            grid.addWidget(self._fields[count], row, 0)
            grid.addWidget(QLabel(word, self), row, 1)
            grid.addWidget(self._fields[first], row, 2)
            self.setTabOrder(self._fields[count], self._fields[first])
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for name, field in self._fields.items():
            field.edited.connect(lambda number, name=name: self._edit(name, number))
            field.stopped.connect(self.stopped)
            field.left.connect(self.left)

    def show_crop(self, crop: Crop, shape: tuple[int, int]) -> None:
        """Show a part of a source of `shape` (rows, columns)."""
        self._crop = crop
        rows = self.tr("rows"), crop.top, crop.height, shape[0], ("top", "height")
        columns = self.tr("columns"), crop.left, crop.width, shape[1], ("left", "width")
        for word, first, count, most, names in (rows, columns):
            begins = Limit(
                0,
                most - count,
                self.tr("the first is number 0"),
                self.tr("from there on there are no {0} {1} left").format(count, word),
            )
            goes = Limit(
                1,
                most - first,
                self.tr("one cell is the least"),
                self.tr("there are {0} {1}, and these begin at {2}").format(most, word, first),
            )
            self._fields[names[0]].show_value(first, begins)
            self._fields[names[1]].show_value(count, goes)

    def _edit(self, name: str, number: int) -> None:
        self.cropped.emit(replace(self._crop, **{name: number}))
