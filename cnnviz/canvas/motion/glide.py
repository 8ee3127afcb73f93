"""What makes something glide: a share that grows from 0 to 1 by an injected clock."""

from collections.abc import Callable

from cnnviz.qt import QEasingCurve, QObject, Qt, QTimer, pyqtSignal

TICK = 16  # milliseconds


class Glide(QObject):
    """Tells how far something has glided, slower towards the end unless another curve is wanted.

    Exact: the share follows from the clock, so a late tick leaves out what it has missed.

    Parameters
    ----------
    clock : seconds

    Signals
    -------
    moved : each share, the last one being 1
    """

    moved = pyqtSignal(float)

    def __init__(
        self,
        clock: Callable[[], float],
        parent: QObject | None = None,
        curve: QEasingCurve.Type = QEasingCurve.Type.OutCubic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._curve = QEasingCurve(curve)
        self._since = 0.0
        self._seconds = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.tick)

    @property
    def gliding(self) -> bool:
        """Whether it is on its way."""
        return self._timer.isActive()

    def start(self, milliseconds: int) -> None:
        """Begin at 0."""
        self._since, self._seconds = self._clock(), milliseconds / 1000
        self._timer.start()
        self.moved.emit(0.0)

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()

    def tick(self) -> None:
        """Go on to where it is by the clock, if it glides at all."""
        if not self._timer.isActive():
            return
        share = min((self._clock() - self._since) / self._seconds, 1.0)
        if share == 1:
            self.stop()
        self.moved.emit(self._curve.valueForProgress(share))
