"""Whether a widget has the room that it will be seen in: for any other nothing is measured."""

from cnnviz.qt import Qt, QWidget


def has_room(widget: QWidget) -> bool:
    """Return whether a widget has been told its size, which one that is shown first is told just before."""
    return not widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)
