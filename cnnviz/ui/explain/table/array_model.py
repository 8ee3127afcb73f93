"""An `ArrayTable` as Qt's views have it: rows counted from 0, as on the stage."""

from __future__ import annotations

from typing import Any

from cnnviz.canvas.palette import Palette
from cnnviz.explain.aloud.array_table import ArrayTable
from cnnviz.qt import QAbstractTableModel, QModelIndex, QObject, Qt


class ArrayModel(QAbstractTableModel):
    """Has the numbers of a table; what the step works on stands on the accent's ground."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.colours = palette
        self._table: ArrayTable | None = None

    def set_table(self, table: ArrayTable) -> None:
        """Show another table, or the same at another step."""
        before, self._table = self._table, table
        if before is not None and before.shape == table.shape:
            rows, columns = table.shape
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if self._table is None or (parent is not None and parent.isValid()) else self._table.shape[0]

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many columns there are."""
        return 0 if self._table is None or (parent is not None and parent.isValid()) else self._table.shape[1]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a field, what is said of it, and how it looks."""
        if not index.isValid() or self._table is None:
            return None
        at = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.text(*at)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._table.spoken(*at)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.BackgroundRole:
            use = self._table.use(self._table.cell(*at))
            return self.colours.role("accent_soft" if use == "written" else "card") if use else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the number of a row or column."""
        return str(section) if role == Qt.ItemDataRole.DisplayRole else None
