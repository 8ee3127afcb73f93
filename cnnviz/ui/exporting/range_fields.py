"""Which steps are exported: this one, a chapter, the whole run, or from one to another."""

from enum import Enum

from cnnviz.application import text_pixels
from cnnviz.experiment.limits import Limit
from cnnviz.qt import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QRadioButton, Qt, QWidget, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.ui.fields.held import quiet
from cnnviz.ui.fields.number_fields import NumberField


class Span(Enum):
    """What can be chosen."""

    STEP = "this step"
    CHAPTER = "this chapter"
    RUN = "whole run"
    PART = "from"


class RangeFields(QWidget):
    """Lets a person choose steps of the chapter in hand, or more.

    Signals
    -------
    changed : something else is chosen
    refused, settled : see `Numeral`
    """

    changed = pyqtSignal()
    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        run, chapter = frame.timeline, frame.chapter
        self._count = len(chapter.trace)
        counts = {Span.STEP: 1, Span.CHAPTER: self._count, Span.RUN: len(run)}
        self._group = QButtonGroup(self)
        self._buttons = {span: QRadioButton(self.tr(span.value), self) for span in Span}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self._labels = {}
        for row, (span, button) in enumerate(self._buttons.items()):
            button.setObjectName(f"export_{span.name.lower()}")
            self._group.addButton(button)
            button.clicked.connect(self._on_click)
            grid.addWidget(button, row, 0)
            if span in counts:
                self._labels[span] = label = QLabel(str(counts[span]), self)
                label.setProperty("kind", "muted")
                grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignRight)
        here = frame.position.step + 1
        self._first = NumberField("export_first", self.tr("First step"), self)
        self._last = NumberField("export_last", self.tr("Last step"), self)
        self._part = here, self._count
        grid.addLayout(self._pair(), len(self._buttons) - 1, 1)
        for field in (self._first, self._last):
            field.edited.connect(self._on_edit)
            field.refused.connect(self.refused)
            field.settled.connect(self.settled)
        self._show_part()

    def _pair(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        to = QLabel(self.tr("to"), self)
        to.setProperty("kind", "muted")
        for part in (self._first, to, self._last):
            row.addWidget(part)
        for field in (self._first, self._last):
            field.setFixedWidth(text_pixels(54))
        return row

    def offer(self, *, many: bool, span: Span) -> None:
        """Offer more than one step or not, and choose something."""
        for other, button in self._buttons.items():
            button.setEnabled(many or other is Span.STEP)
        for label in self._labels.values():
            label.setEnabled(many)
        self._buttons[span].setChecked(True)
        self._show_part()

    @property
    def span(self) -> Span:
        """What is chosen."""
        return next(span for span, button in self._buttons.items() if button.isChecked())

    @property
    def part(self) -> tuple[int, int]:
        """The first and the last step where a part is chosen, counted from 1."""
        return self._part

    def _on_click(self) -> None:
        self._show_part()
        self.changed.emit()

    def _on_edit(self) -> None:
        self._part = self._first.value(), self._last.value()
        self._show_part()
        self.changed.emit()

    def _show_part(self) -> None:
        first, last = self._part
        before, behind = self.tr("the chapter begins with step 1"), self.tr("the chapter has {0} steps")
        with quiet(self._first), quiet(self._last):
            self._first.show_value(
                first, Limit(1, last, before, self.tr("the first step comes not behind the last"))
            )
            self._last.show_value(
                last,
                Limit(
                    first,
                    self._count,
                    self.tr("the last step comes not before the first"),
                    behind.format(self._count),
                ),
            )
        for field in (self._first, self._last):
            field.setEnabled(self._buttons[Span.PART].isChecked())
