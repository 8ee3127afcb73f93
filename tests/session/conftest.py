"""Jobs that are on their way until the test lets them go."""

import gc

import pytest
from gates import Gate, watch
from job_tools import Told

from cnnviz.session import jobs as module
from cnnviz.session.jobs import Jobs


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
