"""What only the GUI thread may do is done there piece by piece: it says how far it is, and stops between two."""

import threading

import pytest
from gates import watch

from cnnviz.session.jobs import jobs as module


def test_each_piece_is_done_in_this_thread_and_the_result_is_handed_over(jobs, told):
    threads, heard = [], []

    def pieces():
        for share in (0.25, 0.5, 1.0):
            threads.append(threading.current_thread())
            yield share
        return "all"

    jobs.changed.connect(lambda: heard.append(jobs.share))
    jobs.start(told.job(None, pieces=pieces))
    assert jobs.job is not None
    assert not threads  # it begins with the next turn of the event loop
    watch(jobs, lambda: told)
    assert told.words == [("done", "all")]
    assert set(threads) == {threading.current_thread()}
    assert heard == [*sorted(heard[:-1]), 0.0]


def test_what_is_done_in_a_moment_is_done_when_start_returns(jobs, told, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 600)

    def pieces():
        yield 0.5
        return 7

    jobs.start(told.job(None, pieces=pieces))
    assert told.words == [("done", 7)]


@pytest.mark.parametrize("after", [0, 1, 3])
def test_it_is_stopped_between_two_pieces_and_cleared_up_after(jobs, told, after):
    done, ended = [], []

    def pieces():
        try:
            while True:
                done.append(len(done))
                yield 0.1
        finally:
            ended.append(len(done))

    jobs.start(told.job(None, pieces=pieces))
    watch(jobs, lambda: len(done) >= after)
    jobs.cancel()
    count = len(done)
    assert told.words == [("cancelled",)]
    watch(jobs, lambda: ended or not done)
    assert len(done) == count
    jobs.start(told.job(lambda: "next"))
    watch(jobs, lambda: len(told) > 1)
    assert told.words[-1] == ("done", "next")


def test_why_it_could_not_be_done_is_one_sentence(jobs, told):
    def pieces():
        yield 0.5
        raise ValueError("there is no such step")

    jobs.start(told.job(None, pieces=pieces))
    watch(jobs, lambda: told)
    assert told.words == [("failed", "there is no such step")]


def test_closing_lets_go_of_it(jobs, told):
    ended = []

    def pieces():
        try:
            while True:
                yield 0.1
        finally:
            ended.append(True)

    jobs.start(told.job(None, pieces=pieces))
    watch(jobs, lambda: jobs.share > 0)
    jobs.close()
    assert ended == [True]
    assert not told
