"""What came of a check, in three parts that belong together: the settings, the arrays of one, what it looks like."""

from cnnviz.checking.comparing import AGREES, Compared
from cnnviz.checking.diagnosis.parting import Parting, parting_of
from cnnviz.checking.on_stage import experiment_of
from cnnviz.checking.report import Report, convention
from cnnviz.explain.mistakes.over_passes import MistakeWay
from cnnviz.qt import QObject, QWidget, pyqtSignal
from cnnviz.ui.checking.arrays_view import ArraysView
from cnnviz.ui.checking.diagnosis_view import DiagnosisView
from cnnviz.ui.checking.settings_list import Row, SettingsList


class ReportView(QObject):
    """Keeps the parts of a report together.

    Signals
    -------
    row_chosen : somebody looks at another setting
    looked_at : how the functions of the setting in hand were understood
    refused : why there is no step to go to
    place_asked : a `Parting` is to be shown on the stage, its `Row`, and the `MistakeWay` to make the mistake, or None
    """

    row_chosen = pyqtSignal()
    looked_at = pyqtSignal(str)
    refused = pyqtSignal(str)
    place_asked = pyqtSignal(object, object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.report: Report | None = None
        self._name = ""
        self._row: Row | None = None
        self._parting: Parting | None = None
        self._way: MistakeWay | None = None
        self.settings = SettingsList(parent)
        self.arrays, self.diagnosis = ArraysView(parent), DiagnosisView(parent)
        self._renewing = False
        self.settings.chosen.connect(self._choose)
        self.settings.entered_on.connect(self.go)
        self.arrays.array_chosen.connect(self._choose_array)
        self.diagnosis.asked.connect(self.go)

    def show_report(self, report: Report) -> None:
        """Show another report, at the first setting in which something differs."""
        self.report, self._row, self._name = report, None, ""
        self.diagnosis.show_report(report)
        self.settings.show_report(report)

    def renew(self) -> None:
        """Show the same anew: colours or the size of text are others."""
        if self.report is not None:
            row, name = self._row, self._name
            self.diagnosis.show_report(self.report)
            self._renewing = True
            self.settings.show_report(self.report, row)
            self._renewing = False
            if row is not None and self._row is not None and row.tried is self._row.tried:
                self._choose_array(name)

    def go(self) -> None:
        """Ask for the step where numbers part, or say why there is none."""
        if self._parting is not None and self._can_go(self._parting):
            self.place_asked.emit(self._parting, self._row, self._way)
        elif self._row is not None:
            self.refused.emit(self.tr(self._why_nowhere(self._row.tried.arrays[self._name])))

    def _why_nowhere(self, array: Compared) -> str:
        """Return why there is no step to go to."""
        if array.verdict == AGREES:
            return "Every cell agrees: there is no step where numbers part"
        if array.theirs is None:
            return "Your function gave no array here: there is no step to go to"
        if array.theirs.shape != array.right.shape:
            return "Your array has another shape: no step makes it"
        return "There is no step of a run that makes it"

    def _choose(self, row: Row) -> None:
        self._row = row
        arrays, called = row.tried.arrays, (one.called for one in row.examined.subject.functions)
        self.looked_at.emit(f"{' · '.join(called)}  ({convention(row.examined)})")
        wrong = [name for name, one in arrays.items() if one.verdict != AGREES]
        among = wrong or list(arrays)
        self._choose_array(self._name if self._name in among else among[0])
        if not self._renewing:
            self.row_chosen.emit()

    def _choose_array(self, name: str) -> None:
        assert self._row is not None
        assert self.report is not None
        self._name, row = name, self._row
        topic = row.examined.subject.topic
        own = (one for one in self.report.diagnoses if one.topic == topic.value)
        self._way = way = next((way for one in own for array, way in one.ways if array == name), None)
        self._parting = parting = parting_of(row.tried, name, row.examined.adapter.layouts, way)
        self.arrays.show_row(row, self.report, name, parting)
        can_go = parting is not None and self._can_go(parting)
        self.diagnosis.show_parting(parting, topic, can_go)
        self.settings.show_keys(can_go)

    def _can_go(self, parting: Parting) -> bool:
        """Return whether there is a run in which the step can be shown."""
        own = parting.tried.setting.layer is not None
        return parting.kind is not None and (own or experiment_of(parting) is not None)
