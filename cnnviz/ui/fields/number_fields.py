"""Fields for whole numbers that cannot be set to something impossible, and that say why they stop."""

from cnnviz.experiment.limits import Limit
from cnnviz.numerals import typed
from cnnviz.qt import QHBoxLayout, QLabel, QLocale, QSpinBox, Qt, QValidator, QWidget, pyqtSignal
from cnnviz.ui.fields.held import Leaving
from cnnviz.ui.fields.quiet import quiet

_DIGITS = 9  # that can be typed


class NumberField(Leaving, QSpinBox):
    """A whole number within a `Limit`.

    Signals
    -------
    edited : the number that a person has set
    stopped : the sentence that says why it goes no further
    """

    edited = pyqtSignal(int)
    stopped = pyqtSignal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = Limit(self.minimum(), self.maximum(), "", "")
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setLocale(QLocale.c())  # digits as everywhere else in the window
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not give it the focus
        self.setKeyboardTracking(False)  # half a number is no edit
        self.valueChanged.connect(self.edited)
        self.lineEdit().setMaxLength(_DIGITS)
        self.lineEdit().textEdited.connect(self._take_at_once)

    def show_value(self, value: int, limit: Limit) -> None:
        """Show what is set and how far it may go, without reporting an edit."""
        if value == self.value() and limit == self._limit:
            return
        self._limit = limit
        with quiet(self):
            self.setRange(limit.low, limit.high)
            self.setSingleStep(limit.step)
            self.setValue(value)
        words = self.tr("{0} to {1}. No more: {2}.")
        self.setToolTip(words.format(limit.low, limit.high, limit.why_high))
        self.setAccessibleDescription(self.toolTip())

    def stepBy(self, steps: int) -> None:
        """Step, or say why not."""
        if steps > 0 and self.value() == self._limit.high:
            self.stopped.emit(self._limit.why_high)
        elif steps < 0 and self.value() == self._limit.low:
            self.stopped.emit(self._limit.why_low)
        super().stepBy(steps)

    def stepEnabled(self) -> QSpinBox.StepEnabled:
        """Keep both arrows alive, so that they can say why they stop."""
        return QSpinBox.StepEnabledFlag.StepUpEnabled | QSpinBox.StepEnabledFlag.StepDownEnabled

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Refuse numbers beyond the limit, and say why."""
        value = typed(text)
        if value is not None and value > self._limit.high:
            self.stopped.emit(self._limit.why_high)
        return super().validate(text, position)

    def fixup(self, text: str) -> str:
        """Say why a number that was left too small is not taken."""
        value = typed(text)
        if value is not None and value < self._limit.low:
            self.stopped.emit(self._limit.why_low)
        return super().fixup(text)

    def _take_at_once(self, text: str) -> None:
        """Take a typed number as soon as no further digit can follow."""
        value = typed(text)
        if value is not None and value * 10 > self._limit.high:
            self.interpretText()


class PairField(QWidget):
    """Two numbers, for rows and for columns.

    Signals
    -------
    edited : (axis, number)
    """

    edited = pyqtSignal(int, int)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = (
            NumberField(f"{name}_rows", f"{label}, {self.tr('rows')}", self),
            NumberField(f"{name}_columns", f"{label}, {self.tr('columns')}", self),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        times = QLabel("×", self)
        times.setProperty("kind", "muted")
        layout.addWidget(self.fields[0], 1)
        layout.addWidget(times)
        layout.addWidget(self.fields[1], 1)
        for axis, field in enumerate(self.fields):
            field.edited.connect(lambda number, axis=axis: self.edited.emit(axis, number))
