"""Where the memory does not suffice, or a run would take too much, one sentence says so and nothing is lost."""

import gc
import os
import subprocess
import sys
import threading
import weakref
from dataclasses import replace

import numpy as np
import pytest
from gates import Gate
from ui_tools import until

from cnnviz.experiment import size
from cnnviz.run.compute import run_of
from cnnviz.session import runs
from cnnviz.session.jobs import jobs
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.session import Session

NO_ROOM = "There is not enough memory for “{0}”: everything is as it was"


class Full:
    """Computes runs until the memory is full."""

    def __init__(self):
        self.full = False

    def __call__(self, *given):
        if self.full:
            raise MemoryError
        return run_of(*given)


@pytest.fixture
def memory(monkeypatch):
    memory = Full()
    monkeypatch.setattr(runs, "run_of", memory)
    return memory


@pytest.fixture
def session(qapp, memory):
    return Session()


@pytest.fixture
def refused(session):
    words = []
    session.refused.connect(words.append)
    return words


def state(session):
    stack = session.undo_stack
    return session.experiment, session.timeline, session.frame, session.options, stack.index(), stack.count()


def brighter(session):
    return session.experiment.with_image(session.experiment.image + 1, "brighter")


def test_an_edit(session, refused, memory):
    before, memory.full = state(session), True
    session.edit(brighter(session), "make brighter")
    assert refused == [NO_ROOM.format("make brighter")]
    assert state(session) == before
    memory.full = False
    session.edit(brighter(session), "make brighter")
    assert session.experiment.image_name == "brighter"
    assert len(refused) == 1


def test_undo_and_redo(session, refused, memory):
    session.edit(brighter(session), "make brighter")
    before, memory.full = state(session), True
    session.undo()
    assert state(session) == before
    memory.full = False
    session.undo()
    before, memory.full = state(session), True
    session.redo()
    assert state(session) == before
    assert refused == [NO_ROOM.format("make brighter")] * 2


def test_another_way_through_the_run(session, refused, memory):
    before, memory.full = state(session), True
    session.follow(None)
    assert state(session) == before
    assert len(refused) == 1


def test_an_example(session, refused, memory):
    from cnnviz.gallery.examples import EXAMPLES

    before, memory.full = state(session), True
    session.open_example(next(one for one in EXAMPLES if one.options != session.options))
    assert state(session) == before
    assert len(refused) == 1


def test_what_is_shown_is_shown_again_as_it_is(session, refused, memory):
    shown, memory.full = [], True
    session.experiment_changed.connect(lambda: shown.append(session.experiment))
    session.edit(brighter(session), "make brighter")
    assert shown == [session.experiment]


def test_an_experiment_whose_run_would_take_too_much_is_not_even_begun(session, refused, memory, monkeypatch):
    before, memory.full = state(session), True
    monkeypatch.setattr(size, "MOST_BYTES", 1000)
    session.edit(brighter(session), "make brighter")
    assert refused[0].startswith("a run of this would take")
    assert state(session) == before


def test_undo_at_the_beginning_and_redo_at_the_end_do_nothing(session, refused):
    before = state(session)
    session.undo()
    session.redo()
    assert state(session) == before


def test_the_numbers_of_an_experiment_are_computed_once_in_whatever_way_it_is_told(session):
    session.edit(replace(session.experiment, learning_rate=0.2), "rate")
    before = [product.array for product in session.timeline.arrays]
    session.follow(None)
    for one, other in zip(before, session.timeline.arrays, strict=True):
        assert one.shape == other.array.shape
        assert np.shares_memory(one, other.array)  # views of the very same numbers


def test_with_another_way_the_run_is_what_it_would_be_anew(session):
    session.follow(None)
    fresh = run_of(session.experiment, session.options)
    assert [chapter.key for chapter in fresh.chapters] == [one.key for one in session.timeline.chapters]
    for one, other in zip(fresh.arrays, session.timeline.arrays, strict=True):
        np.testing.assert_array_equal(one.array, other.array)


CORES = [{}, {"OPENBLAS_CORETYPE": "Prescott"}]
"""Each kind of processor takes its memory for products at another time: the own, and one that all of them can be."""


@pytest.mark.parametrize("cores", CORES, ids=lambda cores: "".join(cores.values()) or "own")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere memory is limited otherwise")
def test_a_process_whose_memory_is_really_full_says_so_and_lives(cores):
    program = """
import resource
import numpy as np
from cnnviz.application import application
application(offscreen=True)
from dataclasses import replace
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.windows import Window
from cnnviz.session.session import Session
from cnnviz.gallery.first_example import first_example
from cnnviz.session.jobs import jobs
jobs.AT_ONCE = 600
session = Session(replace(first_example(), learning_rate=0.001))  # faster, its ReLU is soon dead
refused = []
session.refused.connect(refused.append)
session.train(2)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 20 * 2**20,) * 2)
before = session.experiment
image = np.zeros((256, 256, 3))
large = before.with_layers([convolution(Window(), 1, 16)] * 3).with_image(image, "large")
session.edit(large, "take a large one")
assert session.experiment is before, "it was taken"
session.train(1)
assert session.round == 3, session.round
session.undo()
print(*refused, sep="\\n")
"""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")} | cores
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env=environ)
    assert (done.returncode, done.stdout) == (0, NO_ROOM.format("take a large one") + "\n"), done.stderr


def test_a_session_may_become_garbage_while_its_jobs_look_how_far_they_are(qapp, monkeypatch, held_sessions):
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    gate, ended, is_alive = Gate(), [], threading.Thread.is_alive
    session = Session()
    session.jobs.start(Job("wait", lambda: gate.pass_through() or ended.append(1), print, print))
    gone = weakref.ref(session)
    del session
    held_sessions.clear()
    monkeypatch.setattr(threading.Thread, "is_alive", lambda thread: [gc.collect(), is_alive(thread)][1])
    until(lambda: gone() is None)
    gate.open()
    until(lambda: ended)
    until(gc.isenabled)
