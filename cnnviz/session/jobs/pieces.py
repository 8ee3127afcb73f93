"""Work that only the GUI thread may do, as all that paints: done a piece at a time, between which the window lives."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any

from cnnviz.qt import QTimer


class Pieces:
    """Does a generator piece by piece; each yields how much is done, and the last returns what has come of it.

    To `Jobs` it is what a worker in a thread of its own is.
    """

    def __init__(self, work: Callable[[], Generator[float, None, Any]]) -> None:
        self._pieces: Generator[float, None, Any] | None = work()
        self.share, self.wanted = 0.0, True
        self.result: Any = None
        self.error: Exception | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin, with the next turn of the event loop."""
        self._timer.start()

    def is_alive(self) -> bool:
        """Return whether there is more to do."""
        return self._pieces is not None

    def join(self, seconds: float) -> None:
        """Do as many pieces as are done in that time, or let go of it where it is not wanted any more."""
        end = time.perf_counter() + seconds
        while self._pieces is not None and time.perf_counter() < end:
            self._go_on()

    def _go_on(self) -> None:
        pieces = self._pieces
        if pieces is None:
            return
        try:
            if self.wanted:
                self.share = max(self.share, next(pieces))
                return
            pieces.close()
        except StopIteration as end:
            self.result = end.value
        except Exception as error:
            self.error = error
        self._pieces = None
        self._timer.stop()
