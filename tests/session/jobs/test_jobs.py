"""Long work leaves the GUI thread, says how far it is, is cancelled at once, and hands over what has come of it."""

import gc
import threading

import pytest
from gates import Gate, watch

from cnnviz.progress import report
from cnnviz.session.jobs import jobs as module
from cnnviz.session.jobs.jobs import Job


def test_the_work_is_done_in_a_thread_of_its_own_and_handed_over_in_this_one(jobs, told):
    jobs.start(told.job(threading.current_thread))
    watch(jobs, lambda: told)
    ((name, worker, here),) = told
    assert (name, here) == ("done", threading.current_thread())
    assert worker is not here
    assert jobs.job is None


def test_what_is_done_in_a_moment_is_done_when_start_returns(jobs, told, gate, monkeypatch):
    join, waited = threading.Thread.join, []

    def wait(thread, seconds):
        waited.append(seconds)
        gate.open()  # the work is not done before it is waited for
        join(thread, 600)

    monkeypatch.setattr(module, "AT_ONCE", 0.25)
    monkeypatch.setattr(threading.Thread, "join", wait)
    jobs.start(told.job(lambda: gate.pass_through() or 7))
    assert told.words == [("done", 7)]
    assert waited == [0.25]


def test_the_gui_thread_goes_on_while_the_job_waits(jobs, told, gate, clock):
    jobs.start(told.job(gate.pass_through))
    gate.await_work()
    clock.wait(3)
    jobs.look()
    assert not told
    assert jobs.job is not None
    assert jobs.seconds == 3
    gate.open()
    watch(jobs, lambda: told)
    assert (jobs.job, jobs.seconds, jobs.share) == (None, 0.0, 0.0)


def test_progress_goes_up_and_never_back(jobs, told):
    gates, shares, heard = [Gate() for _ in range(4)], (0.2, 0.1, 0.6, 1.0), []

    def work():
        for share, gate in zip(shares, gates, strict=True):
            report(share)
            gate.pass_through()

    jobs.changed.connect(lambda: heard.append(jobs.share))
    jobs.start(told.job(work))
    for gate in gates:
        gate.await_work()
        jobs.look()
        gate.open()
    watch(jobs, lambda: told)
    assert heard == [*sorted(heard[:-1]), 0.0]
    assert {0.2, 0.6, 1.0} <= set(heard)
    assert 0.1 not in heard


def test_cancelling_works_at_once_and_the_work_stops_where_it_looks(jobs, told, gate):
    passed = []

    def work():
        gate.pass_through()
        report(0.5)
        passed.append("the end")

    jobs.start(told.job(work))
    gate.await_work()
    jobs.cancel()
    assert told.words == [("cancelled",)]
    assert jobs.job is None
    gate.open()
    watch(jobs, gc.isenabled)
    assert not passed
    assert len(told) == 1


def test_what_a_cancelled_job_returns_after_all_is_nothing_to_anybody(jobs, told, gate):
    jobs.start(told.job(lambda: gate.pass_through() or 7))
    gate.await_work()
    jobs.cancel()
    gate.open()
    watch(jobs, gc.isenabled)
    assert told.words == [("cancelled",)]


def test_where_there_is_no_job_there_is_nothing_to_cancel(jobs):
    jobs.cancel()
    jobs.outdate()
    jobs.drop()


def test_a_second_job_is_refused_while_one_is_on_its_way(jobs, told, gate):
    jobs.start(told.job(gate.pass_through))
    jobs.start(Job("train 3 rounds", lambda: 1, told.by("other"), told.by("refused")))
    assert told.words == [
        ("refused", "“open a.png” is still going on: wait for it, or stop it first"),
    ]
    gate.open()
    watch(jobs, lambda: len(told) == 2)
    assert told.words[1] == ("done", None)


def test_after_a_cancelled_one_another_begins_but_not_without_end(jobs, told, gate):
    for _ in range(module.MOST_LEFT):
        jobs.start(told.job(gate.pass_through))
        jobs.cancel()
    told.clear()
    jobs.start(told.job(lambda: 1))
    assert told.words == [("failed", "What was cancelled is still being stopped: try again in a moment")]
    gate.open()
    watch(jobs, gc.isenabled)
    jobs.start(told.job(lambda: 2))
    watch(jobs, lambda: len(told) == 2)
    assert told.words[1] == ("done", 2)


def test_one_may_be_followed_by_the_next(jobs, told):
    def again(first):
        jobs.start(told.job(lambda: first + 1))

    jobs.start(Job("count", lambda: 1, again, told.by("failed")))
    watch(jobs, lambda: told)
    assert told.words == [("done", 2)]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValueError("a.png is no picture"), "a.png is no picture"),
        (MemoryError(), "There is not enough memory for “open a.png”: everything is as it was"),
        (OSError(28, "No space"), "“open a.png” was not possible: No space left on device"),
    ],
)
def test_what_goes_wrong_is_one_sentence(jobs, told, error, sentence):
    def work():
        raise error

    jobs.start(told.job(work))
    watch(jobs, lambda: told)
    assert told.words == [("failed", sentence)]


def test_a_fault_of_the_program_is_raised_here_where_it_is_told_of_as_any_other(jobs, told, gate):
    threads = []

    def work():
        threads.append(threading.current_thread())
        gate.pass_through()
        raise KeyError("nobody foresaw it")

    jobs.start(told.job(work))
    gate.await_work()
    gate.open()
    threads[0].join()
    with pytest.raises(KeyError, match="nobody foresaw it"):
        jobs.look()
    assert jobs.job is None
    jobs.start(told.job(lambda: 1))
    watch(jobs, lambda: told)


def test_where_there_is_no_room_for_a_thread_it_is_one_sentence(jobs, told, monkeypatch):
    def full(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", full)
    jobs.start(told.job(lambda: 1))
    assert told.words == [("failed", "There is not enough memory for “open a.png”: everything is as it was")]
    assert jobs.job is None


def test_what_a_job_began_with_may_change_where_that_is_nothing_to_it(jobs, told, gate):
    jobs.start(told.job(gate.pass_through))
    jobs.outdate()
    assert jobs.job is not None
    jobs.cancel()
    jobs.start(told.job(gate.pass_through, outdated=told.by("outdated")))
    jobs.outdate()
    assert told.words == [("cancelled",), ("outdated",)]
    assert jobs.job is None
