"""Where a window and its parts stand, and how large.

It comes back where it was, but never larger than the screen that there is, nor outside of it.
"""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QApplication,
    QGuiApplication,
    QHBoxLayout,
    QMainWindow,
    QMargins,
    QPoint,
    QRect,
    QSize,
    QStatusBar,
    Qt,
    QVBoxLayout,
    QWidget,
)
from cnnviz.session.settings.setting import WindowPlace
from cnnviz.ui.panels.setup.setup import Setup
from cnnviz.ui.panels.transport.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea
from cnnviz.ui.window.keyboard.key_hint import KeyHint

FIRST_SIZE = QSize(1280, 800)
_FRAME = QMargins(8, 32, 8, 8)  # pixels that a desktop may take around a window, with the title above
_BESIDE = QPoint(28, 28)
_LOW = 760  # pixels, with text of the usual size


def remembered(window: QMainWindow) -> WindowPlace:
    """Return what `restore` brings back."""
    room = window.normalGeometry()
    return WindowPlace(room.left(), room.top(), room.width(), room.height(), window.isMaximized())


def restore(window: QMainWindow, geometry: WindowPlace | None) -> None:
    """Give a window the geometry that is remembered, or the one of a first start, inside the screen."""
    window.resize(FIRST_SIZE)
    place = None if geometry is None else QRect(*geometry[:4])
    if QGuiApplication.platformName() not in ("offscreen", "minimal"):  # nobody looks at that screen
        screen = None if place is None else QGuiApplication.screenAt(place.center())
        room = (screen or QGuiApplication.primaryScreen()).availableGeometry()
        window.resize(first_size(room))  # the desktop finds the place
        place = place and fitted(place, room)
    if place:
        window.setGeometry(place)
    if geometry is not None and geometry.maximised:
        window.setWindowState(Qt.WindowState.WindowMaximized)  # with a size to go back to


def fit_text(size: QSize, setup: Setup, work: WorkArea, transport: Transport, hint: KeyHint) -> None:
    """Give all text in a window so large the size that is chosen, and what holds it the room that it needs."""
    for part in (setup, work, transport):
        part.fit_text()
    fit_size(size, work, transport, hint)


def fit_size(size: QSize, work: WorkArea, transport: Transport, hint: KeyHint) -> None:
    """Leave the stage and the narration what room there is: a small window leaves out what can be left out."""
    hint.fit(size.width())
    compact = size.height() < text_pixels(_LOW)
    work.set_compact(compact)
    usual = 66 if compact else 74
    transport.setFixedHeight(max(text_pixels(usual), usual))


def stand_beside(window: QMainWindow) -> None:
    """Move a window so that those of its kind that are open already are still seen."""
    others = [other for other in QApplication.topLevelWidgets() if type(other) is type(window)]
    if count := sum(other.isVisible() for other in others):
        window.move(window.pos() + _BESIDE * count)  # by its frame, which counts to no remembered place


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


def fill_middle(whole: QWidget, beside: Sequence[QWidget], middle: QWidget, beneath: QWidget) -> None:
    """Put parts side by side, of which the `middle` takes what room there is, and one beneath all of them."""
    upper = QHBoxLayout()
    upper.setSpacing(0)
    for part in beside:
        upper.addWidget(part, 1 if part is middle else 0)
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addLayout(upper, 1)
    rows.addWidget(beneath)


def fill_status_bar(bar: QStatusBar, line: QWidget, hint: QWidget) -> None:
    """Put what is said to the left, and what keys do to the right."""
    bar.setSizeGripEnabled(False)
    bar.addWidget(line, 1)
    bar.addPermanentWidget(hint)
