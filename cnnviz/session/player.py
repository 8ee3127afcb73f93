"""Plays a run: a timer that proposes positions. The session alone knows where one is."""

import time
from collections.abc import Callable

from cnnviz.qt import QObject, Qt, QTimer, pyqtSignal

TICK = 16  # milliseconds
SLOWEST, FASTEST = 0.5, 60.0


class Player(QObject):
    """Asks for one move after another at `speed` moves a second.

    Exact: what is due follows from the clock, so a late tick skips and never queues.

    Parameters
    ----------
    advance : called with how many moves are due; returns whether there is more to play
    clock : seconds, injected so that a test can play a minute in a millisecond

    Signals
    -------
    playing_changed : whether it plays
    speed_changed : moves a second
    """

    playing_changed = pyqtSignal(bool)
    speed_changed = pyqtSignal(float)

    def __init__(
        self,
        advance: Callable[[int], bool],
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._advance = advance
        self._clock = clock
        self._speed = 4.0
        self._since = 0.0
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.tick)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """Moves a second."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Set the speed, kept between the slowest and the fastest; what was due until now stays due."""
        speed = min(max(speed, SLOWEST), FASTEST)
        if speed == self._speed:
            return
        self.tick()
        self._speed = speed
        self._restart()
        self.speed_changed.emit(speed)

    def play(self) -> None:
        """Start."""
        if self.playing:
            return
        self._restart()
        self._timer.start()
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop where one is."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def tick(self) -> None:
        """Make the moves that are due by the clock."""
        if not self.playing:
            return
        due = int((self._clock() - self._since) * self._speed + 1e-9) - self._done
        if due > 0:
            self._done += due
            if not self._advance(due):
                self.pause()

    def _restart(self) -> None:
        self._since, self._done = self._clock(), 0
