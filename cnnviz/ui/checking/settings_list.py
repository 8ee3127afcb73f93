"""The settings that were tried, with a mark for each array."""

from cnnviz.checking.comparing import AGREES, ERROR, Tried
from cnnviz.checking.naming import LABELS as SHORT
from cnnviz.checking.report import Report
from cnnviz.checking.trying import Examined
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QHeaderView,
    QKeyEvent,
    QResizeEvent,
    QSize,
    Qt,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.appearance import appearance
from cnnviz.ui.checking.two_lines import TwoLines
from cnnviz.ui.icons import icon

_MARKS = {AGREES: ("check", "update", "agrees"), ERROR: ("warning", "warning", "is not there")}
_WRONG = ("close", "wrong", "differs")
_MARK_WIDE = 34
_BAR = 12  # pixels that are left for the scroll bar
_KEYS = "↑ ↓ another setting · Enter goes to the step · Ctrl+R runs again · Esc back to the stage"
_NO_STEP = "↑ ↓ another setting · Ctrl+R runs again · Esc back to the stage"


class Row(NamedTuple):
    """A setting of a subject."""

    examined: Examined
    tried: Tried


class SettingsList(QTableWidget):
    """Shows the settings of a report, subject by subject.

    Signals
    -------
    chosen : another `Row` is looked at
    entered_on : Enter was pressed on it
    """

    chosen = pyqtSignal(object)
    entered_on = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_settings")
        self.setAccessibleName(self.tr("Settings that were tried"))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setProperty("keeps_keys", True)
        self.setProperty("key_hint", self.tr(_KEYS))
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(0, TwoLines(self))
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: list[Row | None] = []
        self.itemSelectionChanged.connect(self._tell)

    def show_report(self, report: Report, chosen: Row | None = None) -> None:
        """Show the settings of a report, and choose one, else the first in which something differs."""
        names = list(dict.fromkeys(name for one in report.examined for t in one.tried for name in t.arrays))
        count = sum(len(one.tried) for one in report.examined)
        self.blockSignals(True)
        self.setRowCount(0)
        self.setColumnCount(1 + len(names))
        self.setHorizontalHeaderLabels(
            [self.tr("{0} settings tried").format(count), *(SHORT[name] for name in names)]
        )
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
        self._fit_rows()
        wrong = [at for at, row in enumerate(self._rows) if row is not None and not row.tried.agrees]
        known = [at for at, row in enumerate(self._rows) if row is not None]
        own = [at for at, row in enumerate(self._rows) if row and chosen and row.tried is chosen.tried]
        self.selectRow((own or wrong or known)[0])
        self.scrollToItem(self.currentItem(), QTableWidget.ScrollHint.PositionAtCenter)

    def show_keys(self, can_go: bool) -> None:
        """Say what the keys do, Enter among them where it goes to a step."""
        self.setProperty("key_hint", self.tr(_KEYS if can_go else _NO_STEP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words where the list is narrower than before."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_rows()

    def _fit_rows(self) -> None:
        marks = _MARK_WIDE * max(self.columnCount() - 1, 0)
        self.setColumnWidth(0, max(self.width() - _BAR - marks, 1))
        self.resizeRowsToContents()
        settings = [at for at, row in enumerate(self._rows) if row is not None]
        highest = max(map(self.rowHeight, settings), default=0)
        for at in settings:  # one below the other at equal distances, whatever wraps
            self.setRowHeight(at, highest)

    @property
    def whole(self) -> int:
        """How high it is with all of its settings."""
        return self.horizontalHeader().height() + self.verticalHeader().length() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the step with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)

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
