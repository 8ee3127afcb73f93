"""Clocks that end a call of a solution when its time is over, by the system or by threads where it has none.

There are two kinds of time: the processor's, in which a solution computes ("time"), and real time, for who sleeps or
waits ("waits"). A clock is called with True when a call begins, and with False when it has ended. Like the files
beside this one that run with a solution, it knows nothing of cnnviz.
"""

import _thread
import math
import signal
import threading
from collections.abc import Callable, Mapping
from time import monotonic, process_time  # a solution may bend them

GRACE = 1.0
"""Seconds for an answer after the clock has rung, or to heed it."""
_AGAIN = 0.25  # seconds until the clock rings again, for whom takes no notice
_LOOK = 0.05  # seconds between two looks at the processor's time
Alarm = Callable[[bool], None]
Limits = Mapping[str, float]
Over = Callable[[str, float], BaseException]
"""Makes what is raised, of the kind of time that is over and how much it was."""
GiveUp = Callable[[str, float], None]


def of_the_system(over: Over, limits: Limits) -> Alarm:
    """Return the clock of the system; it ends the process where a call that is over goes on computing."""
    import resource

    clocks = ((signal.ITIMER_PROF, limits["call"]), (signal.ITIMER_REAL, limits["call_waits"]))
    _raise_at(signal.SIGPROF, lambda: over("time", limits["call"]))
    _raise_at(signal.SIGALRM, lambda: over("waits", limits["call_waits"]))
    setitimer, setrlimit, processor = signal.setitimer, resource.setrlimit, resource.RLIMIT_CPU
    most, hard = math.ceil(limits["job"]), resource.getrlimit(processor)[1]
    if hard == resource.RLIM_INFINITY or hard > most:
        hard = most + 1  # who takes no notice at all is ended then
    most = min(most, hard)

    def alarm(on: bool) -> None:
        for clock, seconds in clocks:
            setitimer(clock, seconds if on else 0, _AGAIN if on else 0)
        heeded = math.ceil(process_time() + limits["call"] + GRACE) if on else most
        setrlimit(processor, (min(heeded, most), hard))

    alarm(False)
    return alarm


def of_threads(over: Over, limits: Limits, give_up: GiveUp) -> Alarm:
    """Return a clock that interrupts the main thread, in which `over` is raised; who never heeds it is given up."""
    stopped, kind = threading.Event(), ""
    _raise_at(signal.SIGINT, lambda: over(kind, _seconds(limits, "call", kind)))

    def ring(stopped: threading.Event) -> None:
        nonlocal kind
        met = _met(limits["call"], limits["call_waits"], stopped)
        waits = limits["call_waits"] if met == "time" else _AGAIN
        for _ in range(round(GRACE / _AGAIN)):
            if stopped.is_set():
                return
            kind = met
            _thread.interrupt_main()
            _met(_AGAIN, waits, stopped)
        if not stopped.is_set():
            give_up(met, _seconds(limits, "call", met))

    def alarm(on: bool) -> None:
        nonlocal stopped
        stopped.set()
        stopped = threading.Event()
        if on:
            threading.Thread(target=ring, args=(stopped,), daemon=True).start()

    return alarm


def give_up_job(limits: Limits, give_up: GiveUp) -> threading.Event:
    """Give up a whole job when one of its two times is over, in a thread; return what is set when it is done."""
    done = threading.Event()

    def watch() -> None:
        met = _met(limits["job"], limits["job_waits"], done)
        if met:
            give_up(met, _seconds(limits, "job", met))

    threading.Thread(target=watch, daemon=True).start()
    return done


def _met(computing: float, waiting: float, stopped: threading.Event) -> str:
    """Wait until one of two times is over and return which, "" where it is stopped before."""
    begun, end = process_time(), monotonic() + waiting
    while True:
        left, real = computing - (process_time() - begun), end - monotonic()
        if left <= 0 or real <= 0:
            return "time" if left <= 0 else "waits"
        if stopped.wait(min(max(left, _LOOK), real)):
            return ""


def _seconds(limits: Limits, what: str, kind: str) -> float:
    return limits[what if kind == "time" else f"{what}_waits"]


def _raise_at(number: int, over: Callable[[], BaseException]) -> None:
    """Have a signal end the call in hand."""

    def rung(number: int, frame: object) -> None:
        raise over()

    signal.signal(number, rung)
