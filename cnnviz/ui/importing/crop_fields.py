"""The part of a source that is used, as four numbers."""

from dataclasses import replace

from cnnviz.experiment.limits import Limit
from cnnviz.importing.reduction import Crop
from cnnviz.qt import QGridLayout, QLabel, QWidget, pyqtSignal
from cnnviz.ui.fields.number_fields import NumberField


class CropFields(QWidget):
    """First row and column of the file, and how many of them; the limits follow from each other.

    Signals
    -------
    cropped : the `Crop` that a person has typed
    refused : why a number goes no further
    settled : a number is taken, or dropped
    left : Enter was pressed
    """

    cropped = pyqtSignal(object)
    refused = pyqtSignal(str)
    settled = pyqtSignal()
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
            field.refused.connect(self.refused)
            field.settled.connect(self.settled)
            field.left.connect(self.left)

    def show_crop(self, crop: Crop, shape: tuple[int, int], steps: tuple[int, int]) -> None:
        """Show a part of a source of `shape` (rows, columns), which goes by so many rows and columns."""
        self._crop = crop
        further = self.tr("{0} rows do not fit further down"), self.tr("{0} columns do not fit further right")
        only = self.tr("from row {0} on there are only {1}"), self.tr("from column {0} on there are only {1}")
        for axis, (first, count) in enumerate((("top", "height"), ("left", "width"))):
            start, size, most = getattr(crop, first), getattr(crop, count), shape[axis]
            why_first, why_last = self.tr("the first is number 0"), further[axis].format(size)
            self._fields[first].show_value(start, Limit(0, most - size, why_first, why_last, steps[axis]))
            why_few, why_many = self.tr("one cell is the least"), only[axis].format(start, most - start)
            self._fields[count].show_value(size, Limit(1, most - start, why_few, why_many, steps[axis]))

    def _edit(self, name: str, number: int) -> None:
        self.cropped.emit(replace(self._crop, **{name: number}))
