"""A box that says what would be done, and does it when a person agrees."""

from collections.abc import Callable

from cnnviz.qt import QMessageBox, Qt, QWidget


def ask(name: str, sentence: str, agree: str, do: Callable[[], object], window: QWidget) -> None:
    """Ask over a window whether something is to be done; `agree` is written on the button that does it."""
    box = QMessageBox(
        QMessageBox.Icon.Question, "cnnviz", sentence, QMessageBox.StandardButton.Cancel, window
    )
    box.setObjectName(name)
    box.setTextFormat(Qt.TextFormat.PlainText)
    button = box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
    button.setObjectName(f"{name}_agree")
    box.setDefaultButton(button)
    button.clicked.connect(do)
    box.finished.connect(box.deleteLater)
    box.open()
