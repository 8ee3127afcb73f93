"""A table in which the numbers of an array are typed."""

import numpy as np

from cnnviz.experiment.arrays import Array
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import written
from cnnviz.explain.reading import real
from cnnviz.qt import (
    QHBoxLayout,
    QLabel,
    Qt,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.fields.number_fields import NumberField
from cnnviz.ui.fields.quiet import quiet

_CELL = 58


class NumbersDialog(Dialog):
    """Edits an array (height, width, channels) or (units,), a channel at a time.

    Signals
    -------
    chosen : the array, whose every number was valid
    """

    chosen = pyqtSignal(object)

    def __init__(self, title: str, array: Array, parent: QWidget | None = None, channel: int = 0) -> None:
        super().__init__("numbers", parent)
        self.setWindowTitle(title)
        self._array = np.array(array, float)
        self._table = QTableWidget(self)
        self._table.setObjectName("numbers_table")
        self._table.setAccessibleName(title)
        self._table.horizontalHeader().setDefaultSectionSize(_CELL)
        reason = self.reason("numbers_reason")
        self._channel = self._channel_field(array.shape[2] if array.ndim == 3 else 1, channel)
        self._table.itemChanged.connect(self._take)
        layout = QVBoxLayout(self)
        layout.addWidget(self._table, 1)
        row = QHBoxLayout()
        label = QLabel(self.tr("Channel"), self)
        for part in (label, self._channel):
            row.addWidget(part)
            part.setVisible(self._channel.maximum() > 0)
        row.addWidget(reason, 1)
        row.addWidget(self.ok_and_cancel())
        layout.addLayout(row)
        rows, columns = self._plane().shape
        self.resize(min(120 + columns * _CELL, 900), min(150 + rows * 30, 640))
        self._fill()

    def _channel_field(self, count: int, channel: int) -> NumberField:
        field = NumberField("numbers_channel", self.tr("Channel"), self)
        few, many = (
            self.tr("channels are counted from 0"),
            self.tr("there are {0} channels").format(count),
        )
        field.show_value(channel, Limit(0, count - 1, few, many))
        field.edited.connect(self._fill)
        self.tell_of(field)
        return field

    def accept(self) -> None:
        """Hand over the numbers."""
        self.chosen.emit(self._array)
        super().accept()

    def _plane(self) -> Array:
        return self._array[:, :, self._channel.value()] if self._array.ndim == 3 else self._array[None]

    def _fill(self) -> None:
        plane = self._plane()
        self.unsay()
        with quiet(self._table):
            self._table.setRowCount(plane.shape[0])
            self._table.setColumnCount(plane.shape[1])
            for (row, column), value in np.ndenumerate(plane):
                item = QTableWidgetItem(written(float(value)))
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self._table.setItem(row, column, item)
            self._table.setHorizontalHeaderLabels([str(column) for column in range(plane.shape[1])])
            self._table.setVerticalHeaderLabels([str(row) for row in range(plane.shape[0])])

    def _take(self, item: QTableWidgetItem) -> None:
        """Take a typed number, or put the old one back and say why."""
        plane = self._plane()
        try:
            plane[item.row(), item.column()] = real(item.text())
            self.unsay()
        except ValueError as error:
            self.say(str(error))
        with quiet(self._table):
            item.setText(written(float(plane[item.row(), item.column()])))
