"""Jobs end with the window that has begun them, and leave Qt's things to the thread whose they are."""

import gc
import threading
import weakref

from gates import watch
from PyQt5.QtCore import QObject

from cnnviz.progress import report
from cnnviz.session.jobs import jobs as module
from cnnviz.session.jobs.jobs import Job, Jobs


def test_closing_stops_the_work_and_waits_for_it(jobs, told, gate):
    threads = []

    def work():
        threads.append(threading.current_thread())
        gate.pass_through()
        while True:
            report(0.0)

    jobs.start(told.job(work))
    gate.await_work()
    gate.open()
    jobs.close()
    assert not threads[0].is_alive()
    assert not told


def test_closing_does_not_wait_for_ever(jobs, told, gate, monkeypatch):
    monkeypatch.setattr(module, "LAST_WAIT", 0.001)
    jobs.start(told.job(gate.pass_through))
    gate.await_work()
    jobs.close()
    assert jobs.job is None
    assert not told


def test_garbage_waits_for_this_thread_as_long_as_any_works(qapp, jobs, told, gate):
    other = Jobs()
    jobs.start(told.job(gate.pass_through))
    other.start(told.job(lambda: 1))
    watch(other, lambda: told)
    assert not gc.isenabled()
    gate.open()
    watch(jobs, lambda: len(told) == 2)
    watch(jobs, gc.isenabled)


def test_things_of_qt_that_are_garbage_are_gone_in_this_thread(jobs, told):
    seen = []

    class Thing(QObject):
        def __del__(self):
            seen.append(threading.current_thread())

    def work():
        thing = Thing()
        thing.itself = thing
        del thing
        for _ in range(100_000):
            [[]].append([])
        return [[] for _ in range(100_000)]

    jobs.start(told.job(work))
    watch(jobs, lambda: told)
    gc.collect()
    assert seen == [threading.current_thread()]


def test_jobs_that_nobody_holds_are_there_as_long_as_they_look_and_no_longer(qtbot, gate, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 0)
    jobs = Jobs()
    jobs.start(Job("work", gate.pass_through, print, print))
    gate.await_work()
    jobs.drop()
    held = weakref.ref(jobs)
    del jobs

    def gone():
        gc.collect()
        return held() is None

    assert not gone()
    gate.open()
    qtbot.waitUntil(gone)
