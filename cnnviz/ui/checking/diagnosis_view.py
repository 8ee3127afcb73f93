"""What the differences look like: the mistake, its line with the edit, where the numbers part, what it is not."""

from cnnviz.application import mono_typeface, text_pixels
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.diagnosis.sentences import parting_sentence
from cnnviz.checking.naming import LABELS as SHORT
from cnnviz.checking.report import Diagnosis, Report
from cnnviz.checking.text import verdict
from cnnviz.qt import QFrame, QLabel, QPushButton, QScrollArea, Qt, QVBoxLayout, QWidget, pyqtSignal

_NOWHERE = "There is no step of a run that makes it."


class DiagnosisView(QScrollArea):
    """Shows the diagnoses of a report.

    Signals
    -------
    asked : the step where numbers part is to be shown
    """

    asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_diagnosis")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_report(self, report: Report) -> None:
        """Show another report."""
        self.go = QPushButton(self.tr("Go to the step where they part"))
        self.go.setObjectName("check_go")
        self.go.setProperty("kind", "primary")
        self.go.clicked.connect(self.asked)
        self._heading = self._words(self.tr("Where they part"), "part")
        self._leads = self._words("", "muted")
        self._parting = self._words("", "plain")
        self._parting.setObjectName("check_parting")
        self._fill(report)

    def _fill(self, report: Report) -> None:
        inner = QWidget(self)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(18, 14, 18, 14)
        rows.setSpacing(6)
        if report.agrees:
            rows.addWidget(self._words(self.tr("What it looks like"), "part"))
            rows.addWidget(self._words(verdict(report), "plain"))
        elif not report.diagnoses:
            rows.addWidget(self._words(verdict(report), "plain"))
        for diagnosis in report.diagnoses:
            self._add(rows, diagnosis, report)
        rows.addWidget(self._heading)
        rows.addWidget(self._parting)
        rows.addWidget(self.go)
        rows.addWidget(self._leads)
        if report.looked_at and not report.agrees:
            rows.addWidget(self._words(self.tr("Also looked at, does not explain it"), "part"))
            rows.addWidget(self._words("\n".join(f"– {one.brief}" for one in report.looked_at), "muted"))
        for note in report.notes:
            rows.addWidget(self._words(note, "muted"))
        rows.addStretch(1)
        self.setWidget(inner)

    def show_parting(self, parting: Parting | None, topic: Topic, can_go: bool) -> None:
        """Say where an array parts, and whether one can go there."""
        self._heading.setVisible(parting is not None)
        self._parting.setVisible(parting is not None)
        self.go.setVisible(parting is not None)
        self.go.setEnabled(can_go)
        self._leads.setVisible(parting is not None)
        self._leads.setText(_leads_to(parting) if can_go and parting is not None else self.tr(_NOWHERE))
        if parting is not None:
            self._parting.setText(parting_sentence(parting, topic))

    def say(self, words: str) -> None:
        """Show nothing but some words: there is no report yet."""
        inner = QWidget(self)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(18, 14, 18, 14)
        rows.addWidget(self._words(words, "plain"))
        rows.addStretch(1)
        self.setWidget(inner)

    def _add(self, rows: QVBoxLayout, diagnosis: Diagnosis, report: Report) -> None:
        part = self.tr("A choice") if diagnosis.choice else self.tr("What it looks like")
        rows.addWidget(self._words(part, "part"))
        if diagnosis.name:
            rows.addWidget(self._words(diagnosis.name, "heading"))
        rows.addWidget(self._words(diagnosis.sentence, "plain"))
        if diagnosis.line is not None and report.source is not None:
            rows.addWidget(self._words(f"{report.name}, {diagnosis.where}", "muted"))
            if not diagnosis.changes:
                rows.addWidget(self._quoted(report.source.line(diagnosis.line).strip(), diagnosis.edit))
        for change in diagnosis.changes:
            if len(diagnosis.changes) > 1:
                rows.addWidget(self._words(change.where, "muted"))
            rows.addWidget(self._quoted(change.old, change.new))
        if diagnosis.outcome:
            rows.addWidget(self._words(diagnosis.outcome, "plain"))

    def _quoted(self, line: str, edit: str | None) -> QFrame:
        """Return the line as it stands there, and as it should."""
        frame = QFrame(self)
        frame.setProperty("kind", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(10, 8, 10, 8)
        font = mono_typeface(text_pixels(12))
        for text, kind in ((line, "reason"), (edit, "small")):
            if text:
                label = self._words(text, kind)
                label.setFont(font)
                inner.addWidget(label)
        return frame

    def _words(self, text: str, kind: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def _leads_to(parting: Parting) -> str:
    """Return where one goes."""
    label = SHORT[parting.array.name]
    if parting.step is None or parting.steps < 2:
        return f"Opens the steps of {label} with your numbers beside."
    return f"Opens step {parting.step + 1} of {label} with your numbers beside."
