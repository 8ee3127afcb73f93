"""A box with one sentence that says why something is not done."""

from cnnviz.qt import QMessageBox, QWidget


def complain(sentence: str, window: QWidget) -> None:
    """Show a sentence over a window, which can be worked with again when it has been read."""
    box = QMessageBox(QMessageBox.Icon.Warning, "cnnviz", sentence, parent=window)
    box.setObjectName("complaint")
    box.open()
    box.finished.connect(box.deleteLater)
