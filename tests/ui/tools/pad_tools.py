"""What the tests do to a pad: mouse and wheel events in the middle of its cells."""

import events
from events import CTRL, LEFT, NO_BUTTON, NONE, mouse
from PyQt5.QtCore import QEvent, QPointF


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


def drag(pad, *places, button=LEFT, modifiers=NONE):
    """Press, move and release; a place is a cell or a point."""
    points = [place if isinstance(place, QPointF) else middle(pad, *place) for place in places]
    mouse(pad, QEvent.Type.MouseButtonPress, points[0], button, button, modifiers)
    for point in points[1:]:
        events.move(pad, point, button, modifiers)
    mouse(pad, QEvent.Type.MouseButtonRelease, points[-1], button, NO_BUTTON, modifiers)


def double_click(pad, cell):
    """Click a cell twice, as Qt reports it."""
    drag(pad, cell)
    mouse(pad, QEvent.Type.MouseButtonDblClick, middle(pad, *cell), LEFT, LEFT)
    mouse(pad, QEvent.Type.MouseButtonRelease, middle(pad, *cell), LEFT, NO_BUTTON)


def point_at(pad, cell):
    """Move the pointer over a cell without a button."""
    events.move(pad, middle(pad, *cell))


def turn(pad, cell, by, modifiers=CTRL):
    """Turn the wheel over a cell by eighths of a degree; return whether the pad took it."""
    return events.turn(pad, middle(pad, *cell), by, modifiers)
