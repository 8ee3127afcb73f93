"""Fields for whole numbers that cannot be set to something impossible, and that say why they stop."""

from cnnviz.experiment.limits import Limit
from cnnviz.explain.reading import whole
from cnnviz.qt import QHBoxLayout, QLabel, QSpinBox, Qt, QWidget, pyqtSignal
from cnnviz.ui.fields.numeral import Numeral

_MOST = 2**31 - 1  # that Qt holds
_ANY = Limit(-_MOST, _MOST, "no whole number is smaller here", "no whole number is larger here")


class NumberField(Numeral, QSpinBox):
    """A whole number within a `Limit`.

    Signals
    -------
    edited : the number that a person has set
    """

    edited = pyqtSignal(int)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._be_a_field(name, label, _ANY)

    def read(self, text: str) -> int:
        """Return the whole number that was typed; a ValueError says why it is none."""
        return whole(text)


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
