"""Work that goes on when a test lets it, and not before."""

import threading

from PyQt5.QtTest import QTest

PATIENCE = 600.0  # seconds


class Gate:
    """Closed until it is opened; knows whether somebody has come to it, and whether they are through."""

    def __init__(self):
        self._come, self._open = threading.Event(), threading.Event()

    def pass_through(self):
        """Wait until it is opened; to be called by the work."""
        self._come.set()
        assert self._open.wait(PATIENCE)

    def await_work(self):
        """Wait until the work has come to it."""
        assert self._come.wait(PATIENCE)

    def open(self):
        """Let the work go on."""
        self._open.set()


def watch(jobs, holds):
    """Look at jobs until something holds, as their timer does."""
    for _ in range(100_000):
        jobs.look()
        if holds():
            return
        QTest.qWait(1)
    raise AssertionError("it never comes")
