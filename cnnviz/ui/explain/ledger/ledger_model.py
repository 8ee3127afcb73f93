"""The ledger as a table's model: a line is built when it is looked at, and any column puts them in order."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnviz.explain.ledgers.ledger import Ledger
from cnnviz.explain.ledgers.line import Line, Number, State
from cnnviz.qt import QAbstractTableModel, QModelIndex, QObject, Qt

LINE = Qt.ItemDataRole.UserRole
NUMBER = Qt.ItemDataRole.UserRole + 1
_KEPT = 512  # lines
_TO_COME = "to come"


class LedgerModel(QAbstractTableModel):
    """The lines of a `Ledger`, and what its columns are called."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._order: Sequence[int] = ()
        self._sorted = 0, Qt.SortOrder.AscendingOrder
        self._lines: dict[int, Line] = {}

    def set_ledger(self, ledger: Ledger | None) -> None:
        """Show another ledger, in the order that is in force."""
        self.beginResetModel()
        self._ledger, self._lines = ledger, {}
        self._order = self._in_order(*self._sorted)
        self.endResetModel()

    @property
    def heads(self) -> Sequence[str]:
        """What the columns are called."""
        if self._ledger is None:
            return ()
        made = ["product"] if self._ledger.multiplies else []
        return [self._ledger.places.head, *self._ledger.heads, *made, self._ledger.total_head]

    def line(self, row: int) -> Line:
        """Return the line in a row."""
        assert self._ledger is not None
        number = self._order[row]
        if number not in self._lines:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            self._lines[number] = self._ledger[number]
        return self._lines[number]

    def row_in_hand(self) -> int:
        """Return the row of the last line that is done, or the first."""
        last = max(self._ledger.done - 1, 0) if self._ledger is not None else 0
        return list(self._order).index(last) if last < len(self._order) else 0

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a field."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if role == LINE:
            return line
        number = self._number(line, index.column())
        if role == NUMBER:
            return number
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, index.column(), number)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what a column is called."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and section < len(self.heads):
            return self.heads[section]
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if not section else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the lines in the order of a column's numbers; the first is the order in which they are added."""
        self._sorted = column, order
        self.layoutAboutToBeChanged.emit()
        self._order = self._in_order(column, order)
        self.layoutChanged.emit()

    def as_table(self) -> str:
        """Return all lines as a table that a spreadsheet takes: a tab between columns."""
        rows = ["\t".join(self.heads)]
        for row in range(self.rowCount()):
            texts = [self.index(row, column).data() for column in range(self.columnCount())]
            rows.append("\t".join(text or "" for text in texts))
        return "\n".join(rows) + "\n"

    def _in_order(self, column: int, order: Qt.SortOrder) -> Sequence[int]:
        ledger = self._ledger
        if ledger is None:
            return ()
        falling = order == Qt.SortOrder.DescendingOrder
        if not 0 < column < len(self.heads):
            return range(len(ledger) - 1, -1, -1) if falling else range(len(ledger))
        keys = np.asarray(self._keys(ledger, column))
        found: list[int] = np.argsort(-keys if falling else keys, kind="stable").tolist()
        return found

    def _keys(self, ledger: Ledger, column: int) -> Any:
        if column == len(self.heads) - 1:
            return ledger.totals
        if column > len(ledger.heads):
            return ledger.products
        numbers = (self._number(line, column) for line in ledger)
        return [-np.inf if number is None else number.value for number in numbers]

    def _number(self, line: Line, column: int) -> Number | None:
        if column == 0:
            return None
        if column <= len(line.factors):
            return None if line.alone else line.factors[column - 1]
        return line.total if column == len(self.heads) - 1 else line.product

    def _text(self, line: Line, column: int, number: Number | None) -> str:
        if column == 0:
            return line.place
        if column > len(line.factors) and line.state is State.LATER:
            return _TO_COME
        return "" if number is None else number.text
