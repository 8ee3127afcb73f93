"""All windows of the program: another one, and the end of all of them."""

from __future__ import annotations

from cnnviz.qt import QApplication, QCoreApplication, QEvent, QMainWindow, QObject, QTimer
from cnnviz.ui.window.documents.documents import Documents


class _Kept(QObject):
    """Holds windows that nobody else does until they are closed: PyQt destroys what nobody holds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._windows: list[QMainWindow] = []

    def add(self, window: QMainWindow) -> None:
        """Hold a window."""
        self._windows.append(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let go of a window that is closed, when all that its closing does has been done."""
        if event.type() == QEvent.Type.Close:
            QTimer.singleShot(0, self._look)
        return False

    def _look(self) -> None:
        for window in [one for one in self._windows if not one.isVisible()]:
            self._windows.remove(window)
            window.deleteLater()


def open_another(window: QMainWindow) -> QMainWindow:
    """Open one more window of the kind, with a session of its own."""
    running = QCoreApplication.instance()
    assert running is not None
    kept = running.findChild(_Kept) or _Kept(running)
    other = type(window)()
    kept.add(other)
    other.show()
    documents = other.findChild(Documents)
    assert documents is not None
    documents.protect()
    return other


def open_documents() -> list[Documents]:
    """Return the documents of all windows that are open."""
    found = (window.findChild(Documents) for window in QApplication.topLevelWidgets() if window.isVisible())
    return [documents for documents in found if documents is not None]


def quit_all(given_up: frozenset[Documents] = frozenset()) -> None:
    """Close all windows, when what is in each is saved or `given_up`; at the first Cancel all of them stay."""
    everything = open_documents()
    unsaved = (one for one in everything if one not in given_up and one.paper.is_unsaved)
    first = next(unsaved, None)
    if first is None:
        for documents in everything:
            documents.let_go()
        QApplication.closeAllWindows()
    else:
        first.before_losing(lambda: quit_all(given_up | {first}))
