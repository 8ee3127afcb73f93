"""A window comes back where it was, but never larger than the screen that there is, nor outside of it."""

from cnnviz.qt import (
    QApplication,
    QByteArray,
    QGuiApplication,
    QMainWindow,
    QMargins,
    QPoint,
    QRect,
    QSize,
    Qt,
)

FIRST_SIZE = QSize(1280, 800)
_FRAME = QMargins(8, 32, 8, 8)  # pixels that a desktop may take around a window, with the title above
_BESIDE = QPoint(28, 28)


def restore(window: QMainWindow, remembered: QByteArray) -> None:
    """Give a window the geometry that is remembered, or the one of a first start, inside the screen."""
    window.resize(FIRST_SIZE)
    known = bool(remembered) and window.restoreGeometry(remembered)
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return  # nobody looks at that screen
    state = window.windowState()
    screen = QGuiApplication.screenAt(window.geometry().center()) if known else None
    room = (screen or QGuiApplication.primaryScreen()).availableGeometry()
    window.setWindowState(Qt.WindowState.WindowNoState)  # what is maximised has a size to go back to, too
    if known:
        window.setGeometry(fitted(window.geometry(), room))
    else:
        window.resize(first_size(room))  # the desktop finds the place
    window.setWindowState(state)


def stand_beside(window: QMainWindow) -> None:
    """Move a window so that those of its kind that are open already are still seen."""
    others = [other for other in QApplication.topLevelWidgets() if type(other) is type(window)]
    window.move(window.pos() + _BESIDE * sum(other.isVisible() for other in others))


def first_size(screen: QRect) -> QSize:
    """Return the size of the first window on a screen."""
    return FIRST_SIZE.boundedTo(screen.marginsRemoved(_FRAME).size())


def fitted(window: QRect, screen: QRect) -> QRect:
    """Return where a window goes on a screen: where it is if it lies inside, or as near to that as there is room."""
    if screen.contains(window):
        return window
    room = screen.marginsRemoved(_FRAME)
    size = window.size().boundedTo(room.size())
    left = max(room.left(), min(window.left(), room.left() + room.width() - size.width()))
    top = max(room.top(), min(window.top(), room.top() + room.height() - size.height()))
    return QRect(left, top, size.width(), size.height())
