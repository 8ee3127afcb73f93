"""What stands in front of a field and says what it is called."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.qt import QHBoxLayout, QLabel, Qt, QWidget
from cnnviz.ui.appearance import appearance

_CAPTION_WIDTH = 62
_FIELD_HEIGHT = 28


def caption(text: str, field: QWidget, parent: QWidget) -> QLabel:
    """Return what a field of a narrow form is called, to stand in front of it."""
    label = _Caption(text, parent)
    label.setBuddy(field)
    return label


class _Caption(QLabel):
    """As wide as all captions are, for the text size that is chosen."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "muted")
        self._fit()
        appearance().text_changed.connect(self._fit)

    def _fit(self) -> None:
        self.setMinimumWidth(text_pixels(_CAPTION_WIDTH))


class Row(QWidget):
    """Fields side by side with what they are called in front of them; hidden, it leaves no gap."""

    def __init__(self, text: str, *fields: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(text, self)
        self.label.setBuddy(fields[0])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self.label.setMinimumHeight(_FIELD_HEIGHT)  # so that the text stands beside its middle
        for number, field in enumerate(fields):
            layout.addWidget(field, int(number == 0))


def align(rows: Sequence[Row]) -> None:
    """Have the fields of all rows begin at the same place."""
    width = max(row.label.sizeHint().width() for row in rows)
    for row in rows:
        row.label.setFixedWidth(width + 8)
