"""The settings that were tried, with a mark for each array."""

from cnnviz.checking.comparing import AGREES, ERROR, Tried
from cnnviz.checking.report import Report
from cnnviz.checking.trying import Examined
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QHeaderView, QSize, Qt, QTableWidget, QTableWidgetItem, QWidget, pyqtSignal
from cnnviz.ui.appearance import appearance
from cnnviz.ui.icons import icon

SHORT = {"y": "Y", "dx": "dX", "dweight": "dW", "dbias": "db", "weight_new": "W", "bias_new": "b"}
"""What the arrays are called in headings."""
_MARKS = {AGREES: ("check", "update", "agrees"), ERROR: ("warning", "warning", "is not there")}
_WRONG = ("close", "warning", "differs")
_MARK_WIDE = 34
_WIDE = 340
_BETWEEN = 6


class Row(NamedTuple):
    """A setting of a subject."""

    examined: Examined
    tried: Tried


class SettingsList(QTableWidget):
    """Shows the settings of a report, subject by subject.

    Signals
    -------
    chosen : another `Row` is looked at
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_settings")
        self.setAccessibleName(self.tr("Settings that were tried"))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setFixedWidth(_WIDE + 12)
        self.setWordWrap(True)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: list[Row | None] = []
        self.itemSelectionChanged.connect(self._tell)

    def show_report(self, report: Report) -> None:
        """Show the settings of a report, and choose the first in which something differs."""
        names = list(dict.fromkeys(name for one in report.examined for t in one.tried for name in t.arrays))
        self.blockSignals(True)
        self.setRowCount(0)
        self.setColumnCount(1 + len(names))
        self.setHorizontalHeaderLabels([self.tr("Setting"), *(SHORT[name] for name in names)])
        self._rows = []
        for one in report.examined:
            if len(report.examined) > 1:
                self._add_heading(one.subject.topic.value.capitalize(), len(names))
            for tried in one.tried:
                self._add(Row(one, tried), names)
        self.blockSignals(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 1 + len(names)):
            self.setColumnWidth(column, _MARK_WIDE)
        self.setColumnWidth(0, _WIDE - _MARK_WIDE * len(names))
        self.resizeRowsToContents()
        for at in range(self.rowCount()):
            self.setRowHeight(at, self.rowHeight(at) + _BETWEEN)
        wrong = [at for at, row in enumerate(self._rows) if row is not None and not row.tried.agrees]
        known = [at for at, row in enumerate(self._rows) if row is not None]
        self.selectRow((wrong or known)[0])
        self.scrollToItem(self.currentItem(), QTableWidget.ScrollHint.PositionAtCenter)

    def _add_heading(self, words: str, columns: int) -> None:
        at = self.rowCount()
        self.insertRow(at)
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(appearance().palette.role("muted"))
        self.setItem(at, 0, item)
        self.setSpan(at, 0, 1, 1 + columns)
        self._rows.append(None)

    def _add(self, row: Row, names: list[str]) -> None:
        at, palette = self.rowCount(), appearance().palette
        self.insertRow(at)
        setting = row.tried.setting
        words = QTableWidgetItem(f"{setting.name}\n{setting.words}")
        words.setToolTip(setting.words)
        self.setItem(at, 0, words)
        for column, name in enumerate(names, 1):
            array = row.tried.arrays.get(name)
            item = QTableWidgetItem()
            if array is not None:
                drawing, role, said = _MARKS.get(array.verdict, _WRONG)
                item.setIcon(icon(drawing, palette, role))
                item.setToolTip(f"{SHORT[name]} {said}")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{SHORT[name]} {said}")
            self.setItem(at, column, item)
        self._rows.append(row)

    def _tell(self) -> None:
        at = self.currentRow()
        if 0 <= at < len(self._rows) and self._rows[at] is not None:
            self.chosen.emit(self._rows[at])
