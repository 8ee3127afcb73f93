"""By how much a number is nudged, and to which side."""

from cnnviz.explain.checks.check import LEAST, MOST, NudgeSide
from cnnviz.explain.numbers import written
from cnnviz.qt import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.fields.held import Unturned

_NOTCHES = 3  # of the slider for each power of ten: 1, 2 and 5 of it
_DIGITS = (1, 2, 5)
_FIRST = 1e-3


class NudgeFields(QWidget):
    """Three buttons and a slider.

    Signals
    -------
    changed : another ε or another side is chosen
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way = NudgeSide.BOTH
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._ways())
        self._says = QLabel(self)
        self._says.setObjectName("check_eps_text")
        column.addWidget(self._says)
        self._slider = _Slider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("check_eps")
        self._slider.setAccessibleName(self.tr("ε, by how much the number is nudged"))
        self._slider.setRange(0, _NOTCHES * (MOST - LEAST))
        self._slider.setPageStep(_NOTCHES)
        self._slider.setValue(_notch_of(_FIRST))
        self._slider.valueChanged.connect(self._on_notch)
        column.addWidget(self._slider)
        ends = QHBoxLayout()
        for text in (written(10.0**LEAST), written(10.0**MOST)):
            end = QLabel(text, self)
            end.setProperty("kind", "muted")
            ends.addWidget(end)
        ends.insertStretch(1)
        column.addLayout(ends)
        self._say()

    @property
    def eps(self) -> float:
        """By how much."""
        return _eps_at(self._slider.value())

    @property
    def way(self) -> NudgeSide:
        """To which side."""
        return self._way

    def _ways(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(0)
        for way in NudgeSide:
            button = QToolButton(self)
            button.setObjectName(f"check_{way.name.lower()}")
            button.setText(self.tr(way.value))
            button.setAccessibleName(self.tr("Nudge by {0}").format(way.value))
            button.setCheckable(True)
            button.setChecked(way is self._way)
            button.setProperty("kind", "segment")
            button.setProperty("begins", not row.count())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _, way=way: self._choose(way))
            group.addButton(button)
            row.addWidget(button, 1)
        return row

    def _choose(self, way: NudgeSide) -> None:
        if way is not self._way:
            self._way = way
            self.changed.emit()

    def _on_notch(self, _: int) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._says.setText(f"ε = {written(self.eps)}")


class _Slider(Unturned, QSlider):
    """A slider that the wheel does not move by chance."""


def _eps_at(notch: int) -> float:
    power, digit = divmod(notch, _NOTCHES)
    return float(f"{_DIGITS[digit]}e{LEAST + power}")


def _notch_of(eps: float) -> int:
    return min(range(_NOTCHES * (MOST - LEAST) + 1), key=lambda notch: abs(_eps_at(notch) - eps))
