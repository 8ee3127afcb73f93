"""All windows of the program: another one, and the end of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.qt import QApplication, QCoreApplication, QEvent, QObject, QTimer

if TYPE_CHECKING:
    from cnnviz.ui.window.main_window import MainWindow


class _Kept(QObject):
    """Holds windows that nobody else does until they are closed: PyQt destroys what nobody holds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._windows: list[MainWindow] = []

    def add(self, window: MainWindow) -> None:
        """Hold a window."""
        self._windows.append(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let go of a window that was hidden because it is closed, when all that is going on has ended."""
        if event.type() == QEvent.Type.Close:
            QTimer.singleShot(0, self._look)
        return False

    def _look(self) -> None:
        for window in [one for one in self._windows if not one.isVisible()]:
            self._windows.remove(window)
            window.deleteLater()


def open_another() -> MainWindow:
    """Open one more window, with a session of its own."""
    from cnnviz.ui import open_window

    running = QCoreApplication.instance()
    assert running is not None
    kept = running.findChild(_Kept) or _Kept(running)
    window = open_window()
    kept.add(window)
    return window


def main_windows() -> list[MainWindow]:
    """Return those that are open, the one in use last."""
    from cnnviz.ui.window.main_window import MainWindow

    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
    return sorted(found, key=lambda window: window.isActiveWindow())


def quit_all(given_up: frozenset[MainWindow] = frozenset()) -> None:
    """Close all windows, when what is in each is saved or `given_up`; at the first Cancel all of them stay."""
    windows = main_windows()
    unsaved = (one for one in windows if one not in given_up and one.documents.paper.is_modified)
    first = next(unsaved, None)
    if first is None:
        for window in windows:
            window.documents.let_go()
        QApplication.closeAllWindows()
        return
    first.activateWindow()
    first.documents.before_losing(lambda: quit_all(given_up | {first}))
