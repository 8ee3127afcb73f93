"""While threads work, garbage waits for the GUI thread: among it may be things of Qt, which are to be gone there alone.

Python looks for garbage in whichever thread has made the last of it.
"""

import gc
from threading import Thread

from cnnviz.qt import QCoreApplication, QObject, QTimer

_MANY = 5_000  # new things, after which it is looked which of them are garbage
_LOOK = 50  # milliseconds


class Garbage(QObject):
    """Looks for garbage in the GUI thread, as long as one of the threads works that it was told of."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._threads: list[Thread] = []
        self._was_enabled = True
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.look)

    def wait_for(self, thread: Thread) -> None:
        """Keep Python from looking for garbage until a thread, which is about to begin, has ended."""
        if not self._threads:
            self._was_enabled = gc.isenabled()
            gc.disable()
            self._timer.start()
        self._threads.append(thread)

    def look(self) -> None:
        """Clear away what is new and has become garbage; where no thread works any more, leave that to Python."""
        if not self._threads:
            return
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if self._threads:
            if gc.get_count()[0] > _MANY:
                gc.collect(0)
            return
        self._timer.stop()
        if self._was_enabled:
            gc.enable()


def garbage() -> Garbage:
    """Return what looks after the garbage of the running application."""
    running = QCoreApplication.instance()
    assert running is not None
    return running.findChild(Garbage) or Garbage(running)
