"""One plane of an array as a table: of its numbers only those that are looked at are written out."""

from typing import Any

import numpy as np

from cnnviz.experiment.arrays import Array
from cnnviz.explain.numbers import written
from cnnviz.explain.reading import real
from cnnviz.qt import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

_NONE = QModelIndex()
_TEXT = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class NumbersModel(QAbstractTableModel):
    """Shows a plane, and writes into it what is typed.

    Signals
    -------
    taken : a number that was typed is in the plane
    refused : why what was typed is not taken; the old number stays
    """

    taken = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plane: Array = np.zeros((0, 0))

    def show_plane(self, plane: Array) -> None:
        """Show the numbers of another plane, which are edited in place."""
        self.beginResetModel()
        self._plane = plane
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NONE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else self._plane.shape[0]

    def columnCount(self, parent: QModelIndex = _NONE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else self._plane.shape[1]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Let every number be typed anew."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a number as it is written everywhere."""
        if role in _TEXT:
            return written(float(self._plane[index.row(), index.column()]))
        return Qt.AlignmentFlag.AlignCenter if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the number of a row or column, counted from 0."""
        return str(section) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed number, or keep the old one and say why; what was left as it was keeps all its digits."""
        if value == self.data(index):
            self.taken.emit()
            return True
        try:
            self._plane[index.row(), index.column()] = real(value)
        except ValueError as error:
            self.refused.emit(str(error))
            return False
        self.dataChanged.emit(index, index)
        self.taken.emit()
        return True
