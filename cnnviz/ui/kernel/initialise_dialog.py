"""Draws weights at random while it is open: the method, the seed, and for which filters."""

from cnnviz.experiment.limits import Limit
from cnnviz.qt import QFormLayout, QLabel, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.number_fields import NumberField

NAMES = {"he": "He", "glorot": "Glorot", "normal": "normal", "uniform": "uniform"}
MOST_SEED = 9999
_ASIDE, _ABOVE = 24, 110  # pixels beside it, and above the transport
_FORMULAS = {
    "he": "normal, standard deviation √(2 / fan_in): for ReLU",
    "glorot": "uniform within ±√(6 / (fan_in + fan_out)): for tanh",
    "normal": "normal, standard deviation 1",
    "uniform": "uniform from −1 to 1",
}


class InitialiseDialog(Dialog):
    """Asks how to draw weights; every change is drawn at once.

    Signals
    -------
    asked : (method, seed, whether for all filters)
    given_up : everything should be as it was before
    """

    asked = pyqtSignal(str, int, bool)
    given_up = pyqtSignal()

    def __init__(
        self, scopes: tuple[str, ...], method: str = "he", seed: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__("initialise", parent)
        self.setWindowTitle(self.tr("Initialise"))
        self._method = ChoiceField("initialise_method", self.tr("Method"), self)
        self._method.addItems(NAMES.values())
        self._method.setCurrentIndex(list(NAMES).index(method))
        self._seed = NumberField("initialise_seed", self.tr("Seed"), self)
        low, high = self.tr("seeds start at 0"), self.tr("seeds beyond {0} are not offered").format(MOST_SEED)
        self._seed.show_value(seed, Limit(0, MOST_SEED, low, high))
        self._scope = ChoiceField("initialise_scope", self.tr("Which filters"), self)
        self._scope.addItems(scopes)
        self._formula = QLabel(self)
        self._formula.setProperty("kind", "muted")
        self._lay_out(len(scopes) > 1)
        self._method.activated.connect(self._ask)
        self._scope.activated.connect(self._ask)
        self._seed.edited.connect(self._ask)
        self.tell_of(self._seed)
        self.rejected.connect(self.given_up)

    @property
    def method(self) -> str:
        """Which of the methods is chosen."""
        return list(NAMES)[self._method.currentIndex()]

    @property
    def seed(self) -> int:
        """What the numbers are drawn from."""
        return self._seed.value()

    def open(self) -> None:
        """Show the dialog where it leaves the stage free, and draw for the first time."""
        self._ask()
        super().open()
        around = self.parentWidget().frameGeometry()
        self.move(around.right() - self.width() - _ASIDE, around.bottom() - self.height() - _ABOVE)

    def _lay_out(self, scoped: bool) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Method"), self._method)
        form.addRow("", self._formula)
        form.addRow(self.tr("Seed"), self._seed)
        if scoped:
            form.addRow(self.tr("For"), self._scope)
        self._scope.setVisible(scoped)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        layout.addLayout(form)
        layout.addWidget(self.reason("initialise_reason"))
        layout.addWidget(self.ok_and_cancel())
        self._formula.setMinimumWidth(
            max(self._formula.fontMetrics().horizontalAdvance(self.tr(text)) for text in _FORMULAS.values())
        )

    def _ask(self) -> None:
        self.unsay()
        self._formula.setText(self.tr(_FORMULAS[self.method]))
        self._method.setAccessibleDescription(self._formula.text())
        self.asked.emit(self.method, self.seed, self._scope.currentIndex() > 0)
