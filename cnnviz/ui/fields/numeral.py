"""What all fields for numbers share: how they are read, limited, stepped and left."""

from collections.abc import Callable
from typing import Any

from cnnviz.canvas.wheel import Notches
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import stepped, written
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QAbstractSpinBox,
    QDialog,
    QEvent,
    QFocusEvent,
    QKeyEvent,
    Qt,
    QValidator,
    QWheelEvent,
    pyqtSignal,
)
from cnnviz.ui.fields.held import Typed, quiet
from cnnviz.ui.fields.number_room import NumberRoom

_BOTH = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RealLimit(NamedTuple):
    """The real numbers that a field takes: a `Limit` that is not whole."""

    low: float
    high: float
    why_low: str
    why_high: str
    step: float = 0.1

    def why_not(self, value: float) -> str:
        """Return why a value beyond the ends is not taken."""
        return self.why_high if value > self.high else self.why_low


Limits = Limit | RealLimit


class Numeral(NumberRoom, Typed):
    """Takes what was typed with Enter, with Tab or by a click elsewhere, and Escape drops it.

    Anything can be typed; what cannot be taken is refused with the reason, and the old number stays. Whoever shows a
    number may give the limits as a function: it is asked when the field is used.

    Signals
    -------
    refused : the sentence that says why what was typed is not taken, or why one can step no further
    settled : what was typed is taken or dropped, or one has stepped: what was refused before is no more
    left, typing_changed : as in `Typed`
    """

    refused = pyqtSignal(str)
    settled = pyqtSignal()

    _limits: Limits | Callable[[], Limits]

    def _be_a_field(self: Any, name: str, label: str, limits: Limits) -> None:
        self._limits, self._notches = limits, Notches()
        self._shown = super().minimum(), super().maximum()  # type: ignore[misc]  # mixed into spin boxes
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not give it the focus
        self.setKeyboardTracking(False)  # half a number is no edit
        self.valueChanged.connect(self.edited)
        self.lineEdit().textEdited.connect(lambda _: self._set_typing(True))

    def read(self, text: str) -> Any:
        """Return the number that was typed; a ValueError says why it is none."""
        raise NotImplementedError

    @property
    def limits(self) -> Limits:
        """How far the number may go, and why."""
        if callable(self._limits):
            self._limits = self._limits()
        return self._limits

    def minimum(self) -> Any:
        """Return the least that is taken."""
        return self.limits.low

    def maximum(self) -> Any:
        """Return the most that is taken."""
        return self.limits.high

    def setValue(self, value: Any) -> None:
        """Set a number as a program does, as far as it goes."""
        self._put(min(max(value, self.limits.low), self.limits.high))

    def show_value(self: Any, value: float, limits: Limits | Callable[[], Limits] | None = None) -> None:
        """Show what is set, and how far it may go, without reporting an edit; what is typed meanwhile stays."""
        self._limits = self._limits if limits is None else limits
        if value != self.value():
            self._set_typing(False)
            with quiet(self):
                self._put(value)

    def textFromValue(self, value: float) -> str:
        """Return a number as it is written everywhere."""
        return written(value + 0.0)  # adding 0 takes the sign off a zero

    def valueFromText(self: Any, text: str) -> Any:
        """Return what was typed; what was left as it was keeps the digits that are not shown."""
        value = self.value()
        if text == self.textFromValue(value):
            return value
        try:
            return self._taken(text)
        except ValueError:
            return value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed: whether it is taken is seen when it is finished."""
        try:
            self.read(text)
        except ValueError:
            return QValidator.State.Intermediate, text, position
        return QValidator.State.Acceptable, text, position

    def commit(self: Any) -> bool:
        """Take what was typed; where it cannot be taken, say why, show the old number again and return False."""
        typed = self.typing
        self._set_typing(False)
        return bool(self._settle(typed=typed))

    def _settle(self: Any, *, typed: bool) -> bool:
        text, before = self.text(), self.textFromValue(self.value())
        if text == before:
            if typed:
                self.settled.emit()
            return True
        try:
            value = self._taken(text)
        except ValueError as error:
            self.lineEdit().setText(before)
            self.refused.emit(str(error))
            return False
        self.settled.emit()  # first: what comes of the number may be refused by others
        self._put(value)
        return True

    def forget(self: Any) -> None:
        """Drop what was typed."""
        self._set_typing(False)
        self.lineEdit().setText(self.textFromValue(self.value()))
        self.settled.emit()

    def stepBy(self: Any, steps: int) -> None:
        """Step from what was typed, as far as it goes, and say why it goes no further."""
        if not self._settle(typed=False):
            return
        limits, value = self.limits, self.value()
        target = type(value)(stepped(value, steps, limits.step))
        beyond = target > limits.high if steps > 0 else target < limits.low
        if not beyond:
            self.settled.emit()
            self._put(target)
            return
        end, why = (limits.high, limits.why_high) if steps > 0 else (limits.low, limits.why_low)
        self._put(type(value)(max(value, end) if steps > 0 else min(value, end)))
        self.refused.emit(why)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabled:
        """Keep both arrows alive, so that they can say why they stop."""
        return _BOTH

    def keyPressEvent(self: Any, event: QKeyEvent) -> None:
        """Take what was typed, drop it, or type on."""
        if event.key() in _ENTER:
            self.begin_part()
            event.accept()  # a dialog around it is not closed before one has seen what comes of the number
            taken = self.commit()
            self.selectAll()
            if taken:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            stays = self.typing and isinstance(self.window(), QDialog)
            self.forget()
            event.setAccepted(stays)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self: Any, event: QWheelEvent) -> None:
        """Step with Ctrl, or where the keyboard is here; else the panel around it scrolls."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.hasFocus():
            event.ignore()
            return
        event.accept()
        notches = self._notches.turned(event)
        if notches:
            self.begin_part(turns=True)
            self.stepBy(notches)

    def enterEvent(self: Any, event: QEvent) -> None:
        """Have the limits ready for the tool tip."""
        super().enterEvent(event)  # type: ignore[misc]  # mixed into spin boxes
        self._tell_limits()

    def focusInEvent(self: Any, event: QFocusEvent) -> None:
        """Have the limits ready for screen readers."""
        super().focusInEvent(event)  # type: ignore[misc]
        self._tell_limits()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed when the keyboard goes elsewhere, be it by Tab or by a click."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its menu takes the keyboard for a while
            self.commit()
        super().focusOutEvent(event)

    def _taken(self, text: str) -> Any:
        """Return the number that was typed, if it is within the limits."""
        value, limits = self.read(text), self.limits
        if limits.low <= value <= limits.high:
            return value
        raise ValueError(f"{written(value)} is not taken: {limits.why_not(value)}")

    def _put(self: Any, value: Any) -> None:
        """Set a number, with room for it: Qt would cut it off at its own range without a word."""
        self.take_in(value)
        low, high = super().minimum(), super().maximum()  # type: ignore[misc]
        if not low <= value <= high:
            with quiet(self):
                self.setRange(min(low, value), max(high, value))
        super().setValue(value)  # type: ignore[misc]

    def _tell_limits(self: Any) -> None:
        limits, value = self.limits, self.value()
        with quiet(self):
            self.setRange(min(limits.low, value), max(limits.high, value))
        words = self.limit_words()
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def limit_words(self: Any) -> str:
        """Return how far the number goes, for tool tip and screen readers."""
        limits = self.limits
        words = self.tr("{0} to {1}. No more: {2}.")
        return str(words.format(written(limits.low), written(limits.high), limits.why_high))

    def _set_typing(self: Any, typing: bool) -> None:
        if typing != self.typing:
            self.typing = typing
            self.typing_changed.emit(typing)
