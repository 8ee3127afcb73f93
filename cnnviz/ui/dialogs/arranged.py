"""How widgets are put together in dialogs: one above another, beneath a title, of which one is chosen."""

from collections.abc import Sequence

from cnnviz.qt import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget


def group(parent: QWidget, buttons: Sequence[QRadioButton]) -> QButtonGroup:
    """Return a group of buttons of which one is chosen."""
    made = QButtonGroup(parent)
    for button in buttons:
        made.addButton(button)
    return made


def titled(title: str, widget: QWidget, note: QLabel) -> QVBoxLayout:
    """Return a column of a title, a widget and a note."""
    column = QVBoxLayout()
    column.setSpacing(8)
    label = QLabel(title, widget.parentWidget())
    label.setProperty("kind", "muted")
    column.addWidget(label)
    column.addWidget(widget)
    column.addWidget(note)
    column.addStretch(1)
    return column


def stacked(*widgets: QWidget) -> QWidget:
    """Return widgets one above another."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 6, 0, 2)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return whole
