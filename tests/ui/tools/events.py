"""Mouse and wheel as the platform reports them, for what Qt's own test functions cannot send."""

from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent, QWheelEvent
from PyQt5.QtWidgets import QApplication

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NO_BUTTON = Qt.MouseButton.NoButton
NONE, ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NOTCH = 120  # eighths of a degree


def mouse(widget, kind, at, button, buttons, modifiers=NONE):
    """Send one mouse event: a button that went down or up, and those that are down."""
    QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(at), button, buttons, modifiers))


def move(widget, at, buttons=NO_BUTTON, modifiers=NONE):
    """Move the pointer, with these buttons held."""
    mouse(widget, QEvent.Type.MouseMove, at, NO_BUTTON, buttons, modifiers)


def turn(widget, at, by=NOTCH, modifiers=NONE):
    """Turn the wheel over a place of a widget; return whether that was taken."""
    place = QPointF(at)
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, by),
        NO_BUTTON,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
