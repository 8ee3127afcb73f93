"""Number fields that cannot be set to something impossible, and that say why they stop."""

from collections.abc import Sequence
from typing import cast

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QStandardItemModel, QValidator, QWheelEvent
from PyQt5.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from cnnviz.experiment.limits import Limit
from cnnviz.session.undo import next_part

_DIGITS = 9  # that can be typed; Python refuses to read thousands of them


class Unturned:
    """Takes the wheel only when it has the focus; else the panel around it scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn, or leave the wheel to the panel."""
        if self.hasFocus():  # type: ignore[attr-defined]  # mixed into widgets
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class Held(Unturned):
    """Knows which edits are one: those of a key or button that is held, and those of a run of the wheel.

    `part` is what `Session.edit` takes as `part_of`.
    """

    part = -1
    _turns = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a part."""
        self._begin(turns=False)
        super().mousePressEvent(event)  # type: ignore[misc]  # mixed into widgets

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a part with each key that was not held."""
        if not event.isAutoRepeat():
            self._begin(turns=False)
        super().keyPressEvent(event)  # type: ignore[misc]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Begin a part where something else than the wheel was used before."""
        if not self._turns:
            self._begin(turns=True)
        super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Begin a part: what comes after one was elsewhere is something else."""
        self._begin(turns=False)
        super().focusOutEvent(event)  # type: ignore[misc]

    def _begin(self, *, turns: bool) -> None:
        self.part, self._turns = next_part(), turns


class ChoiceField(Unturned, QComboBox):
    """A choice of texts, as wide as so many letters of them, or as the longest."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None, *, letters: int = 0) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not give it the focus
        if letters:
            self.setMinimumContentsLength(letters)

    def sizeHint(self) -> QSize:
        """Return room for so many letters, or for the longest text."""
        return self.minimumSizeHint() if self.minimumContentsLength() else super().sizeHint()

    def allow(self, row: int, why_not: str) -> None:
        """Grey out an entry where there is a reason, which its tool tip says."""
        item = cast(QStandardItemModel, self.model()).item(row)
        item.setEnabled(not why_not)
        item.setToolTip(why_not)


class DecimalField(Held, QDoubleSpinBox):
    """A number with decimals; half of one is no edit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Leaving(Held):
    """Is left with Enter, which takes what was typed, or with Escape, which forgets it.

    Signals
    -------
    left : the keyboard should go back to the stage
    """

    left = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or type on."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.lineEdit().setText(self.textFromValue(self.value()))  # type: ignore[attr-defined]
        super().keyPressEvent(event)
        if enter:
            event.accept()  # a dialog around it is not closed before one has seen what comes of the number
        if enter or event.key() == Qt.Key.Key_Escape:
            self.left.emit()  # type: ignore[call-overload]  # mixed into widgets


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
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not give it the focus
        self._limit = Limit(self.minimum(), self.maximum(), "", "")
        self.setKeyboardTracking(False)  # half a number is no edit
        self.valueChanged.connect(self.edited)
        self.lineEdit().setMaxLength(_DIGITS)
        self.lineEdit().textEdited.connect(self._take_at_once)

    def show_value(self, value: int, limit: Limit) -> None:
        """Show what is set and how far it may go, without reporting an edit."""
        if value == self.value() and limit == self._limit:
            return
        self.blockSignals(True)
        self._limit = limit
        self.setRange(limit.low, limit.high)
        self.setValue(value)
        self.blockSignals(False)
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
        if text.isdecimal() and int(text) > self._limit.high:
            self.stopped.emit(self._limit.why_high)
        return super().validate(text, position)

    def fixup(self, text: str) -> str:
        """Say why a number that was left too small is not taken."""
        if text.isdecimal() and int(text) < self._limit.low:
            self.stopped.emit(self._limit.why_low)
        return super().fixup(text)

    def _take_at_once(self, text: str) -> None:
        """Take a typed number as soon as no further digit can follow."""
        if text.isdecimal() and int(text) * 10 > self._limit.high:
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


class Row(QWidget):
    """Fields side by side with what they are called in front of them; hidden, it leaves no gap."""

    def __init__(self, text: str, *fields: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(text, self)
        self.label.setBuddy(fields[0])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self.label.setMinimumHeight(28)  # of a field, so that the text stands beside its middle
        for number, field in enumerate(fields):
            layout.addWidget(field, int(number == 0))


def align(rows: Sequence[Row]) -> None:
    """Have the fields of all rows begin at the same place."""
    width = max(row.label.sizeHint().width() for row in rows)
    for row in rows:
        row.label.setFixedWidth(width + 8)
