"""A line of text that changes with every step, and lays nothing around it out anew."""

from cnnviz.qt import QEvent, QLabel, QResizeEvent, QSize, QWidget


class Still(QWidget):
    """Holds a label in the place that a layout gives it; no text of the label is told to that layout."""

    def __init__(self, label: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        label.setParent(self)

    def sizeHint(self) -> QSize:
        """Return how large the label wants to be."""
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the height of its line; there may be little room for it."""
        return QSize(1, self._label.minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another height where the text has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the label fill it."""
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())
