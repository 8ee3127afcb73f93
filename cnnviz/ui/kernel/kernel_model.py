"""One plane of a kernel as a table that Qt's views and screen readers can read."""

from typing import Any

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, CellLook, wants_dark_ink
from cnnviz.experiment.arrays import Array
from cnnviz.explain.number_format import NumberFormat
from cnnviz.explain.numbers import exactly, written
from cnnviz.qt import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

_ALL = slice(None)
_NONE = QModelIndex()


class KernelModel(QAbstractTableModel):
    """Numbers with their colours; it is told of edits and never makes them itself.

    Signals
    -------
    edited : (row, column, number) that a person has set
    """

    edited = pyqtSignal(int, int, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hint = self.tr("Type a number, or turn it by 0.1: Ctrl with the wheel or ↑ ↓; with Shift by 1")
        self.plane: Array = np.zeros((0, 0))
        self.look: CellLook | None = None
        self.form = NumberFormat(0)
        self._colours = np.zeros((0, 0, 3), np.uint8)
        self._dark = np.zeros((0, 0), bool)

    def show_plane(self, plane: Array, look: CellLook, form: NumberFormat) -> None:
        """Show other numbers, or the same in other colours or with other decimals."""
        same_shape = plane.shape == self.plane.shape
        if (
            same_shape
            and self.look is not None
            and look.alike(self.look)
            and form.decimals == self.form.decimals
            and np.array_equal(plane, self.plane)
        ):
            return
        if not same_shape:
            self.beginResetModel()
        self.plane, self.look, self.form = plane.copy(), look, form
        self._colours = look.colours(plane, np.full(plane.shape, FINISHED, np.int8), (_ALL, _ALL))
        self._dark = wants_dark_ink(self._colours)
        if same_shape:
            last = self.index(plane.shape[0] - 1, plane.shape[1] - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NONE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else self.plane.shape[0]

    def columnCount(self, parent: QModelIndex = _NONE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else self.plane.shape[1]

    def value(self, index: QModelIndex) -> float:
        """Return the number of a cell."""
        return float(self.plane[index.row(), index.column()])

    def colours(self, index: QModelIndex) -> tuple[tuple[int, int, int], bool]:
        """Return the colour of a cell, and whether dark ink reads better on it."""
        red, green, blue = self._colours[index.row(), index.column()].tolist()
        return (red, green, blue), bool(self._dark[index.row(), index.column()])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view, an editor or a screen reader asks for."""
        if not index.isValid():
            return None
        value = self.value(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.form.text(value)
        if role == Qt.ItemDataRole.EditRole:
            return written(value)
        name = f"W[{index.row()}, {index.column()}] = {exactly(value)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{name}\n{self.hint}"
        return name if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell of an edit."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.edited.emit(index.row(), index.column(), float(value))
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Return that every number can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable
