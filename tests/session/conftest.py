"""Jobs that are on their way until the test lets them go."""

import gc

import pytest
from gates import Gate, watch
from job_tools import Told

from cnnviz.session.jobs import jobs as module
from cnnviz.session.jobs.jobs import Jobs
from cnnviz.session.session import Session


@pytest.fixture(autouse=True)
def held_sessions(monkeypatch):
    """Hold each session until it is closed, as a window does: one that still works may be swept up while it ticks."""
    made, make = [], Session.__init__

    def held(self, *args, **settings):
        make(self, *args, **settings)
        made.append(self)

    monkeypatch.setattr(Session, "__init__", held)
    yield made
    for session in made:
        session.close()


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def gate():
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture
def jobs(qapp, clock, monkeypatch):
    """Return jobs that are never done at once."""
    monkeypatch.setattr(module, "AT_ONCE", 0)
    jobs = Jobs(clock)
    yield jobs
    watch(jobs, gc.isenabled)
