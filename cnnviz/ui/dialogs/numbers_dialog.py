"""A table in which the numbers of an array are typed."""

import numpy as np

from cnnviz.experiment.arrays import Array
from cnnviz.experiment.limits import Limit
from cnnviz.qt import (
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.dialogs.numbers_model import NumbersModel
from cnnviz.ui.fields.number_fields import NumberField

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
        self._model = NumbersModel(self)
        self._table = QTableView(self)
        self._table.setModel(self._model)
        self._table.setObjectName("numbers_table")
        self._table.setAccessibleName(title)
        self._table.horizontalHeader().setDefaultSectionSize(_CELL)
        reason = self.reason("numbers_reason")
        self._channel = self._channel_field(array.shape[2] if array.ndim == 3 else 1, channel)
        self._model.taken.connect(self.unsay)
        self._model.refused.connect(self.say)
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
        self.unsay()
        self._model.show_plane(self._plane())
