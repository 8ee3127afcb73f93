"""A field for a number with decimals, which is kept to its last digit."""

from cnnviz.explain.reading import real
from cnnviz.qt import QDoubleSpinBox, QWidget, pyqtSignal
from cnnviz.ui.fields.numeral import Numeral, RealLimit

_FURTHEST = 1e100
_ANY = RealLimit(-_FURTHEST, _FURTHEST, "numbers go down to −1e99", "numbers go up to 1e99")


class RealField(Numeral, QDoubleSpinBox):
    """A number, any at all or within a `RealLimit`.

    Signals
    -------
    edited : the number that a person has set
    """

    edited = pyqtSignal(float)

    def __init__(self, name: str, label: str, span: RealLimit = _ANY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(300)  # nothing is rounded; what is shown is another matter
        self._be_a_field(name, label, span)

    def read(self, text: str) -> float:
        """Return the number that was typed; a ValueError says why it is none."""
        return real(text)

    def limit_words(self) -> str:
        """Return how far the number goes; nothing where it is any."""
        return "" if self.limits is _ANY else super().limit_words()
