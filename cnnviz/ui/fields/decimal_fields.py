"""Fields for numbers with decimals, which are read and written as everywhere and kept to their last digit."""

from cnnviz.explain.numbers import stepped, written
from cnnviz.importing.sentences import quoted
from cnnviz.numerals import typed
from cnnviz.qt import QDoubleSpinBox, Qt, QValidator, QWidget, pyqtSignal
from cnnviz.ui.fields.held import Held, Leaving
from cnnviz.ui.fields.quiet import quiet

_FURTHEST = 1e99


class DecimalField(Held, QDoubleSpinBox):
    """A number within a range, in which nothing else can be typed; half of one is no edit."""

    def __init__(
        self, name: str, label: str, low: float, high: float, step: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setDecimals(300)  # nothing is rounded; what is shown is another matter
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not give it the focus

    def show_value(self, value: float) -> None:
        """Show a number without reporting an edit."""
        if value != self.value():
            with quiet(self):
                self.setValue(value)

    def textFromValue(self, value: float) -> str:
        """Return a number as it is written."""
        return written(value + 0.0)  # adding 0 takes the sign off a zero

    def valueFromText(self, text: str) -> float:
        """Return what was typed; what was left as it was keeps the digits that are not shown."""
        value = typed(text)
        return self.value() if value is None or text == self.textFromValue(self.value()) else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take numbers within the range, and what becomes a number with a digit behind it."""
        value = typed(text)
        if value is not None:
            within = self.minimum() <= value <= self.maximum()
            state = QValidator.State.Acceptable if within else QValidator.State.Invalid
        else:
            begun = typed(f"{text}0") is not None
            state = QValidator.State.Intermediate if begun else QValidator.State.Invalid
        return state, text, position

    def stepBy(self, steps: int) -> None:
        """Step without the digits that floating-point numbers add."""
        self.setValue(stepped(self.value(), steps, self.singleStep()))


class RealField(Leaving, DecimalField):
    """Any number, in steps of 0.1; one may type what one likes and is told in the end why it is no number.

    Signals
    -------
    edited : the number that a person has set
    refused : the sentence that says why what was typed is not taken
    """

    edited = pyqtSignal(float)
    refused = pyqtSignal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(name, label, -_FURTHEST, _FURTHEST, 0.1, parent)
        self.valueChanged.connect(self.edited)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed: whether it is a number is seen when it is finished."""
        state = QValidator.State.Intermediate if typed(text) is None else QValidator.State.Acceptable
        return state, text, position

    def fixup(self, text: str) -> str:
        """Say why what is no number is not taken."""
        self.refused.emit(self.tr("{0} is not a number").format(quoted(text)))
        return self.textFromValue(self.value())
