"""What came of a check: settings at the left, the arrays in the middle, what it looks like at the right."""

from collections.abc import Callable

from cnnviz.checking.comparing import AGREES
from cnnviz.checking.diagnosis.parting import Parting, parting_of
from cnnviz.checking.on_stage import experiment_of
from cnnviz.checking.report import Report, convention
from cnnviz.checking.text import verdict
from cnnviz.explain.mistakes.over_passes import Way
from cnnviz.qt import QFrame, QHBoxLayout, QLabel, QPushButton, QSize, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.checking.arrays_view import ArraysView
from cnnviz.ui.checking.diagnosis_view import DiagnosisView
from cnnviz.ui.checking.settings_list import Row, SettingsList
from cnnviz.ui.dialogs.dialog import Dialog

_SIZE = 1240, 760


class ReportDialog(Dialog):
    """Shows a report, beside which the window can be used.

    Signals
    -------
    place_asked : a `Parting` is to be shown on the stage, and the `Way` to make the mistake, None where it is not known
    """

    place_asked = pyqtSignal(object, object)

    def __init__(
        self,
        report: Report,
        again: Callable[[], object],
        another: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("check_report", parent)
        self.setWindowTitle(self.tr("Check my code"))
        self._report, self._name = report, ""
        self._row: Row | None = None
        self._parting: Parting | None = None
        self._way: Way | None = None
        self.settings = SettingsList(self)
        self.arrays, self.diagnosis = ArraysView(self), DiagnosisView(report, self)
        self._understood = QLabel(self)
        self._understood.setObjectName("check_understood")
        self._verdict = QLabel(verdict(report), self)
        self._verdict.setObjectName("check_verdict")
        self._verdict.setWordWrap(True)
        self._lay_out(again, another)
        self.settings.chosen.connect(self._choose)
        self.arrays.array_chosen.connect(self._choose_array)
        self.diagnosis.asked.connect(lambda: self.place_asked.emit(self._parting, self._way))
        self.settings.show_report(report)
        self.resize(self._fitting())

    def _lay_out(self, again: Callable[[], object], another: Callable[[], object]) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(6, 4, 0, 4)
        head.setSpacing(10)
        title = QLabel(self._report.name, self)
        title.setProperty("kind", "heading")
        self._understood.setProperty("kind", "muted")
        self._understood.setWordWrap(True)
        head.addWidget(title)
        head.addWidget(self._understood, 1)
        for name, words, do in (
            ("another", self.tr("Another file…"), another),
            ("again", self.tr("Run again"), again),
        ):
            button = QPushButton(words, self)
            button.setObjectName(f"check_{name}")
            button.setAutoDefault(False)
            button.clicked.connect(do)
            head.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.settings)
        middle.addWidget(self.arrays, 1)
        line = QFrame(self)
        line.setProperty("kind", "line")
        line.setFixedWidth(1)
        middle.addWidget(line)
        middle.addWidget(self.diagnosis)
        rows = QVBoxLayout(self)
        rows.addLayout(head)
        rows.addLayout(middle, 1)
        rows.addWidget(self._verdict)

    def _fitting(self) -> QSize:
        """Return a size that fits the window that it stands over."""
        over = self.parentWidget()
        room = QSize(*_SIZE) if over is None else over.size() - QSize(24, 40)
        return QSize(*_SIZE).boundedTo(room)

    def _choose(self, row: Row) -> None:
        self._row = row
        arrays, called = row.tried.arrays, (one.called for one in row.examined.subject.functions)
        self._understood.setText(f"{' · '.join(called)}  ({convention(row.examined)})")
        wrong = [name for name, one in arrays.items() if one.verdict != AGREES]
        among = wrong or list(arrays)
        self._choose_array(self._name if self._name in among else among[0])

    def _choose_array(self, name: str) -> None:
        assert self._row is not None
        self._name, row = name, self._row
        topic = row.examined.subject.topic
        self.arrays.show_row(row, self._report, name)
        own = (one for one in self._report.diagnoses if one.topic == topic.value)
        self._way = way = next((way for one in own for array, way in one.ways if array == name), None)
        self._parting = parting = parting_of(row.tried, name, row.examined.adapter.layouts, way)
        shown = row.tried.setting.layer is not None or (
            parting is not None and experiment_of(parting) is not None
        )
        can_go = parting is not None and parting.kind is not None and shown
        self.diagnosis.show_parting(parting, topic, can_go)
