"""A choice of a few things, all of them seen with what they are; of the impossible ones with why they are so."""

from collections.abc import Mapping
from typing import Any

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QAbstractButton,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QRect,
    QRectF,
    QSize,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.appearance import appearance

_HEIGHT, _LINE, _LEFT, _CIRCLE, _APART = 42, 15, 9, 16, 9  # pixels; of a second line of a reason
_ROUND = 6  # of the corners of what is chosen


class ChoiceList(QWidget):
    """Shows all choices, one below the other.

    Signals
    -------
    chosen : the value that someone chooses
    """

    chosen = pyqtSignal(object)

    def __init__(
        self, name: str, label: str, items: Mapping[Any, tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.options: dict[Any, Option] = {}
        for value, (title, words) in items.items():
            option = Option(title, words, self)
            option.setObjectName(f"{name}_{value}")
            option.clicked.connect(lambda _, value=value: self._choose(value))
            column.addWidget(option)
            self.options[value] = option
        self._value: Any = None

    @property
    def value(self) -> Any:
        """Which of them is chosen."""
        return self._value

    def show_value(self, value: object, why_not: Mapping[Any, str | None]) -> None:
        """Show which value is set, and say why others cannot be."""
        self._value = value
        for own, option in self.options.items():
            option.setChecked(own == value)
            option.allow(why_not.get(own) or "")

    def _choose(self, value: object) -> None:
        for own, option in self.options.items():
            option.setChecked(own == self._value)  # until it is set
        if value != self._value:
            self.chosen.emit(value)


class Option(QAbstractButton):
    """One of the choices: a circle, a title, and beneath it what it is, or why it cannot be."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words, self.reason = words, ""
        self.allow("")

    def allow(self, why_not: str) -> None:
        """Make it possible, or say why it is not."""
        self.reason = why_not
        self.setEnabled(not why_not)
        self.setToolTip(why_not)
        self.setAccessibleDescription(why_not or self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the title and what it is, or why it cannot be, which may take two lines."""
        return QSize(text_pixels(200), text_pixels(_HEIGHT + _LINE * bool(self.reason)))

    def minimumSizeHint(self) -> QSize:
        """Return the height; what it is may be shortened where it is too long."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is chosen on a ground of its own."""
        painter, role = QPainter(self), appearance().palette.role
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "accent_soft" if self.isChecked() else "field_hover" if self.underMouse() else ""
        painter.setPen(role("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(role(ground) if ground and self.isEnabled() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole, _ROUND, _ROUND)
        circle = QRectF(_LEFT, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        painter.setPen(
            QPen(role("accent" if self.isChecked() else "muted" if self.isEnabled() else "line"), 1)
        )
        painter.setBrush(role("field"))
        painter.drawEllipse(circle)
        if self.isChecked():
            painter.setBrush(role("accent"))
            painter.drawEllipse(circle.adjusted(4, 4, -4, -4))
        left = _LEFT + _CIRCLE + _APART
        first = QRect(left, text_pixels(4), self.width() - left - 4, text_pixels(18))
        _write(painter, first, self.text(), 13, "text" if self.isEnabled() else "disabled")
        second = QRect(left, first.bottom() + 1, first.width(), self.height() - first.bottom() - 2)
        words = "warning" if self.reason else "text" if self.isChecked() else "muted"
        _write(painter, second, self.reason or self._words, 12, words)


def _write(painter: QPainter, room: QRect, text: str, pixels: int, role: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(text_pixels(pixels))
    painter.setFont(font)
    painter.setPen(appearance().palette.role(role))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), text)
