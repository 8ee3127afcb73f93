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


def hold_training(monkeypatch, rounds, at_once):
    """Return a gate that a training comes to after so many rounds; nothing is waited for longer than `at_once`."""
    from cnnviz.run.numbers.training import rounds_after
    from cnnviz.session.jobs import jobs
    from cnnviz.session.learning import training

    gate = Gate()

    def slowly(experiment, wanted):
        for number, done in enumerate(rounds_after(experiment, wanted)):
            if number == rounds:
                gate.pass_through()
            yield done

    monkeypatch.setattr(training, "rounds_after", slowly)
    monkeypatch.setattr(jobs, "AT_ONCE", at_once)
    return gate


def watch(jobs, holds):
    """Look at jobs until something holds, as their timer does."""
    for _ in range(100_000):
        jobs.look()
        if holds():
            return
        QTest.qWait(1)
    raise AssertionError("it never comes")
