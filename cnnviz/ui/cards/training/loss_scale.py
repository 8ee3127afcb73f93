"""The scale of the loss in its plot: as it is, or by its logarithm where every loss has one."""

from collections.abc import Sequence

from cnnviz.qt import QButtonGroup, QHBoxLayout, Qt, QToolButton, QWidget, pyqtSignal
from cnnviz.ui.cards.training.loss_curve import why_not_logarithmic


class LossScale(QWidget):
    """A button for either scale; the logarithm, where it is possible, is what is wanted at first.

    Signals
    -------
    chosen : the other scale is wanted
    """

    chosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log, self._possible = True, True
        self._buttons = {"linear": self._button("linear", "lin"), "log": self._button("log", "log")}
        row, group = QHBoxLayout(self), QButtonGroup(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self._buttons.values():
            group.addButton(button)
            button.setProperty("begins", not row.count())
            row.addWidget(button)

    @property
    def log(self) -> bool:
        """Whether losses are drawn by their logarithm."""
        return self._log and self._possible

    def show_losses(self, losses: Sequence[float | None]) -> None:
        """Offer the scales that losses can be drawn in."""
        why_not = why_not_logarithmic(losses)
        self._possible = not why_not
        self._buttons["log"].setEnabled(self._possible)
        self._buttons["log"].setToolTip(why_not or self.tr("The loss by its logarithm"))
        self._check()

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"scale_{name}")
        button.setText(self.tr(text))
        button.setCheckable(True)
        button.setProperty("kind", "scale")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(self.tr("The loss as it is"))
        button.setAccessibleName(self.tr("Scale of the loss: {0}").format(name))
        button.clicked.connect(lambda: self._choose(name == "log"))
        return button

    def _choose(self, log: bool) -> None:
        self._log = log
        self._check()
        self.chosen.emit()

    def _check(self) -> None:
        for name, button in self._buttons.items():
            button.setChecked((name == "log") == self.log)
