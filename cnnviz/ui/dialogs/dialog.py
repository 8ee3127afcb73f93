"""What all dialogs share: a name, the buttons at the end; when one is closed it is gone."""

from cnnviz.qt import QDialog, QDialogButtonBox, QObject, QPushButton, Qt, QWidget


class Dialog(QDialog):
    """A dialog that is found by its name and does not outlive its closing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go_with(self, owner: QObject) -> None:
        """Close without a word when what has opened the dialog is gone: what it would ask for has no place any more."""
        owner.destroyed.connect(self._vanish)

    def _vanish(self) -> None:
        self.blockSignals(True)
        self.close()

    def ok_and_cancel(self) -> QDialogButtonBox:
        """Return a row of buttons that take over what was set, or forget it."""
        both = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        return self._connected(QDialogButtonBox(both, self))

    def done_and_cancel(self, name: str, text: str) -> tuple[QDialogButtonBox, QPushButton]:
        """Return a row of a button that says what it does, which Enter presses, and Cancel; and that first button."""
        row = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        done = row.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        done.setObjectName(name)
        done.setDefault(True)
        return self._connected(row), done

    def _connected(self, row: QDialogButtonBox) -> QDialogButtonBox:
        row.accepted.connect(self.accept)
        row.rejected.connect(self.reject)
        return row
