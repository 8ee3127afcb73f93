"""Asks for a name, and says while it is typed why it cannot be taken."""

from collections.abc import Callable

from cnnviz.explain.words import sentence
from cnnviz.qt import QLabel, QLineEdit, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.dialogs.dialog import Dialog


class NameDialog(Dialog):
    """A field for a name.

    Signals
    -------
    chosen : a name that can be taken
    """

    chosen = pyqtSignal(str)

    def __init__(
        self, title: str, button: str, why_not: Callable[[str], str | None], parent: QWidget | None = None
    ) -> None:
        super().__init__("name_dialog", parent)
        self.setWindowTitle(title)
        self._why_not = why_not
        self._name = QLineEdit(self)
        self._name.setObjectName("name")
        self._name.setAccessibleName(self.tr("Name"))
        self._name.setMinimumWidth(320)
        self._name.setPlaceholderText(self.tr("Name"))
        self._reason = QLabel(self)
        self._reason.setObjectName("name_reason")
        self._reason.setProperty("kind", "reason")
        self._reason.setWordWrap(True)
        self._reason.setMinimumHeight(2 * self._reason.fontMetrics().height())
        buttons, self._take = self.done_and_cancel("name_take", button)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        for part in (self._name, self._reason, buttons):
            layout.addWidget(part)
        self._name.textChanged.connect(self._judge)
        self._take.setEnabled(False)  # of what has not been begun nothing is said

    def accept(self) -> None:
        """Hand over the name, if it can be taken."""
        name = self._name.text()
        if self._why_not(name) is None:
            self.chosen.emit(name.strip())
            super().accept()

    def _judge(self, name: str) -> None:
        reason = self._why_not(name)
        self._take.setEnabled(reason is None)
        self._reason.setText(sentence(reason or ""))
        self._name.setAccessibleDescription(self._reason.text())
