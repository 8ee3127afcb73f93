"""What the tests do to a pad: mouse and wheel events in the middle of its cells."""

from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent, QWheelEvent
from PyQt5.QtWidgets import QApplication

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def image(window):
    """Return the first channel of the image in force."""
    return window.session.experiment.image[:, :, 0]


def use(window, array, name="image"):
    """Work on another image, (rows, columns) or with channels."""
    array = array[:, :, None] if array.ndim == 2 else array
    session = window.session
    session.edit(session.experiment.with_image(array, name), "use")


def middle(pad, row, column):
    """Return the middle of a cell."""
    return QPointF(pad.cell_rect((row, column)).center())


def send(pad, kind, place, button, buttons, modifiers=NONE):
    """Send one mouse event."""
    QApplication.sendEvent(pad, QMouseEvent(kind, place, button, buttons, modifiers))


def drag(pad, *places, button=LEFT, modifiers=NONE):
    """Press, move and release; a place is a cell or a point."""
    points = [place if isinstance(place, QPointF) else middle(pad, *place) for place in places]
    send(pad, QEvent.Type.MouseButtonPress, points[0], button, button, modifiers)
    for point in points[1:]:
        send(pad, QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, button, modifiers)
    send(pad, QEvent.Type.MouseButtonRelease, points[-1], button, Qt.MouseButton.NoButton, modifiers)


def double_click(pad, cell):
    """Click a cell twice, as Qt reports it."""
    drag(pad, cell)
    send(pad, QEvent.Type.MouseButtonDblClick, middle(pad, *cell), LEFT, LEFT)
    send(pad, QEvent.Type.MouseButtonRelease, middle(pad, *cell), LEFT, Qt.MouseButton.NoButton)


def point_at(pad, cell):
    """Move the pointer over a cell without a button."""
    none = Qt.MouseButton.NoButton
    send(pad, QEvent.Type.MouseMove, middle(pad, *cell), none, none)


def turn(pad, cell, by, modifiers=CTRL):
    """Turn the wheel over a cell by eighths of a degree; return whether the pad took it."""
    at = middle(pad, *cell)
    none = Qt.MouseButton.NoButton
    turned = QPoint(0, by)
    event = QWheelEvent(at, at, QPoint(), turned, none, modifiers, Qt.ScrollPhase.NoScrollPhase, False)
    event.ignore()
    QApplication.sendEvent(pad, event)
    return event.isAccepted()
