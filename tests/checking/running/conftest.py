"""Runs one function of a solution in a process of its own, as the system has it or as where none can be split off."""

import subprocess

import numpy as np
import pytest

from cnnviz.checking.running import limits, process
from cnnviz.checking.running.job import Calls, Job, JobStep
from cnnviz.checking.running.process import Runner

AS_ON_WINDOWS = """
import os, runpy, signal, sys
for name in ("fork", "setsid", "killpg"):
    delattr(os, name)
for name in ("SIGALRM", "SIGPROF", "SIGXCPU", "setitimer", "ITIMER_REAL", "ITIMER_PROF"):
    delattr(signal, name)
sys.modules["resource"] = None
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def job_of():
    """Return what makes a job that calls one function of a source with three numbers."""
    return _job_of


def _job_of(source, name):
    step = JobStep("call", name, ({"array": 0},), {}, (("y", ()),), ("y",))
    return Job((source,), "/tmp/solution.py", "/", [np.arange(3.0)], [Calls((step,), ("y",))])


@pytest.fixture
def run():
    """Return what runs a function of a source within some limits, and returns what came of it."""

    def called(source, name, times=1, **held_to):
        with Runner(limits.LIMITS._replace(**held_to)) as runner:
            for _ in range(times):
                (outcome,) = runner.run(_job_of(source, name))
        return outcome

    return called


@pytest.fixture
def without_fork(monkeypatch):
    """Have processes that cannot be split, as on Windows, and find one that goes on after its job."""
    begin, begun = subprocess.Popen, []

    def popen(command, **options):
        assert all(one.poll() is not None for one in begun)
        begun.append(begin([command[0], *command[1:-1], "-c", AS_ON_WINDOWS, command[-1]], **options))
        return begun[-1]

    monkeypatch.setattr(process, "SPLITS", False)
    monkeypatch.setattr(subprocess, "Popen", popen)
    yield
    assert begun
    assert all(one.poll() is not None for one in begun)


@pytest.fixture(params=["with the system's clocks", "with threads"])
def either(request):
    """Have processes of both kinds, one after the other."""
    if request.param == "with threads":
        request.getfixturevalue("without_fork")
