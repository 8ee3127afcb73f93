"""Clocks that end a call of a solution when its time is over, by the system or by threads where it has none.

A clock is called with a number of seconds, after which it rings, or with 0, which stops it. Like the files beside this
one that run with a solution, it knows nothing of cnnviz.
"""

import _thread
import signal
import threading
from collections.abc import Callable

GRACE = 1.0
"""Seconds for an answer after the clock has rung, or to heed it."""
_AGAIN = 0.25  # seconds until the clock rings again, for whom takes no notice
Alarm = Callable[[float], None]


def of_the_system(over: type[BaseException]) -> Alarm:
    """Return the clock of the system, which raises what says that the time is over."""
    _raise_at(signal.SIGALRM, over)
    setitimer, real = signal.setitimer, signal.ITIMER_REAL  # a solution may bend them

    def alarm(seconds: float) -> None:
        setitimer(real, seconds, _AGAIN if seconds else 0)

    return alarm


def of_threads(over: type[BaseException], give_up: Callable[[], None]) -> Alarm:
    """Return a clock that interrupts the main thread, in which `over` is raised; who never heeds it is given up."""
    _raise_at(signal.SIGINT, over)
    stopped = threading.Event()

    def alarm(seconds: float) -> None:
        nonlocal stopped
        stopped.set()
        stopped = threading.Event()
        if seconds:
            threading.Thread(target=_ring, args=(seconds, stopped, give_up), daemon=True).start()

    return alarm


def _ring(seconds: float, stopped: threading.Event, give_up: Callable[[], None]) -> None:
    for wait in (seconds, *[_AGAIN] * round(GRACE / _AGAIN)):
        if stopped.wait(wait):
            return
        _thread.interrupt_main()
    give_up()


def _raise_at(number: int, over: type[BaseException]) -> None:
    """Have a signal end the call in hand."""

    def rung(number: int, frame: object) -> None:
        raise over

    signal.signal(number, rung)
