"""A field for any number, written as the stage writes it and kept to its last digit."""

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtGui import QValidator
from PyQt5.QtWidgets import QDoubleSpinBox, QWidget

from cnnviz.explain.numbers import quoted, stepped, written
from cnnviz.numerals import typed
from cnnviz.ui.fields.number_fields import DecimalField, Leaving

_STEP = 0.1
_FURTHEST = 1e99


class RealField(Leaving, DecimalField):
    """A number that steps by 0.1; no limits.

    Signals
    -------
    edited : the number that a person has set
    refused : the sentence that says why what was typed is not taken
    """

    edited = pyqtSignal(float)
    refused = pyqtSignal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setDecimals(300)  # nothing is rounded; what is shown is another matter
        self.setRange(-_FURTHEST, _FURTHEST)
        self.valueChanged.connect(self.edited)

    def show_value(self, value: float) -> None:
        """Show a number without reporting an edit."""
        if value != self.value():
            self.blockSignals(True)
            self.setValue(value)
            self.blockSignals(False)

    def textFromValue(self, value: float) -> str:
        """Return a number as it is written."""
        return written(value)

    def valueFromText(self, text: str) -> float:
        """Return what was typed; what was left as it was keeps the digits that are not shown."""
        value = typed(text)
        return self.value() if value is None or text == self.textFromValue(self.value()) else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed: whether it is a number is seen when it is finished."""
        state = QValidator.State.Intermediate if typed(text) is None else QValidator.State.Acceptable
        return state, text, position

    def fixup(self, text: str) -> str:
        """Say why what is no number is not taken."""
        self.refused.emit(self.tr("{0} is not a number").format(quoted(text)))
        return self.textFromValue(self.value())

    def stepBy(self, steps: int) -> None:
        """Step by tenths, without the digits that floating-point numbers add."""
        self.setValue(stepped(self.value(), steps, _STEP))
        self.selectAll()

    def stepEnabled(self) -> QDoubleSpinBox.StepEnabled:
        """Step without end."""
        return QDoubleSpinBox.StepEnabledFlag.StepUpEnabled | QDoubleSpinBox.StepEnabledFlag.StepDownEnabled
