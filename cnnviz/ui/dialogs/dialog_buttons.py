"""The buttons at the end of a dialog that makes something: the one that does it, and Cancel."""

from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QPushButton


def dialog_buttons(dialog: QDialog, name: str, text: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the row of both, and the first, which Enter presses."""
    row = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, dialog)
    done = row.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
    done.setObjectName(name)
    done.setDefault(True)
    row.accepted.connect(dialog.accept)
    row.rejected.connect(dialog.reject)
    return row, done
