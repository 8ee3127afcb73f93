"""Signals end the program as a person does who closes its windows: settings are saved, and nothing is left behind."""

import signal
import socket

from cnnviz.qt import QApplication, QObject, QSocketNotifier

_NAMES = (
    "SIGINT",
    "SIGTERM",
    "SIGHUP",
    "SIGBREAK",
)  # the last one comes where a console of Windows is closed
_SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
_SHELLS = 128
"""What shells add to the number of the signal that has ended a program."""


class Ending(QObject):
    """Closes all windows when the process is asked to end, even while it does nothing.

    Python runs its handlers between two steps of its own, of which an idle window makes none: so the number of the
    signal comes by a socket on which Qt waits. What the process was started to ignore, it ignores.
    """

    def __init__(self, running: QApplication) -> None:
        super().__init__(running)
        self.code: int | None = None
        """The exit code, once there was a signal."""
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        reads = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._heard.fileno(), reads, self)  # type: ignore[arg-type]
        self._notifier.activated.connect(self._end)
        self._woken = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        heeded = [number for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
        self._before = {number: signal.signal(number, _next_one_kills) for number in heeded}

    def _end(self, *_: object) -> None:
        heard = [number for number in self._heard.recv(64) if number in self._before]
        if heard and self.code is None:
            self.code = _SHELLS + heard[0]
            QApplication.closeAllWindows()
            QApplication.exit(self.code)

    def undo(self) -> None:
        """Set everything back to how it was."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken)
        self._notifier.setEnabled(False)
        for end in (self._heard, self._told):
            end.close()
        self.deleteLater()


def is_now() -> bool:
    """Return whether the process was asked to end: there is no time for questions."""
    running = QApplication.instance()
    ending = running.findChild(Ending) if running else None
    return ending is not None and ending.code is not None


def _next_one_kills(number: int, _: object) -> None:
    """Let a second signal of the kind end what the first could not."""
    signal.signal(number, signal.SIG_DFL)
