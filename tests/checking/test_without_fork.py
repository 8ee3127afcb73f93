"""Where no process can be split off, as on Windows, one does one job: timed, watched, and what it prints is kept."""

import subprocess
import sys

import numpy as np
import pytest

from cnnviz.checking.running import process
from cnnviz.checking.running.job import Calls, Job, JobStep
from cnnviz.checking.running.process import Runner

AS_ON_WINDOWS = """
import os, runpy, signal, sys
for name in ("fork", "setsid", "killpg"):
    delattr(os, name)
for name in ("SIGALRM", "setitimer", "ITIMER_REAL"):
    delattr(signal, name)
sys.modules["resource"] = None
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
PATIENCE = 600.0  # seconds
BODIES = {
    "says": "print('said', 3 * x[1])\n    return 2 * x",
    "turns": "while True: pass",
    "holds": "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "sleeps": "import time; time.sleep(600)",
    "leaves": "import os; os._exit(0)",
    "fills": "import time; kept = bytearray(b'x' * (300 << 20)); time.sleep(600)",
}
SOURCE = "\n".join(f"def {name}(x):\n    {body}" for name, body in BODIES.items())


@pytest.fixture
def run(monkeypatch):
    """Return what runs a function, and how many processes it took."""
    begin, begun = subprocess.Popen, []

    def popen(command, **options):
        made = begin([command[0], *command[1:-1], "-c", AS_ON_WINDOWS, command[-1]], **options)
        begun.append(made)
        return made

    monkeypatch.setattr(process, "SPLITS", False)
    monkeypatch.setattr(subprocess, "Popen", popen)

    def called(name, seconds=PATIENCE, total=PATIENCE):
        step = JobStep("call", name, ({"array": 0},), {}, (("y", ()),), ("y",))
        job = Job((SOURCE,), "/tmp/solution.py", "/", [np.arange(3.0)], [Calls((step,), ("y",))])
        with Runner(seconds, total) as runner:
            for _ in range(2 if name == "says" else 1):
                (outcome,) = runner.run(job)
                assert begun[-1].poll() is not None  # it has ended with its job
        return outcome

    return called


def test_what_is_returned_and_printed_comes_through(run):
    (made,) = run("says").settings
    np.testing.assert_array_equal(made.arrays["y"], [0, 2, 4])
    assert made.printed.split() == ["said", "3.0"]


def test_a_loop_that_never_ends_is_told_with_its_function_and_line(run):
    failure = run("turns", seconds=0.3).settings[0].errors["y"]
    assert (failure.kind, failure.function) == ("time", "turns")
    assert SOURCE.splitlines()[failure.line - 1].strip() == "while True: pass"


def test_who_takes_no_notice_once_is_told_again(run):
    outcome = run("holds", seconds=0.3)
    assert (outcome.ended or outcome.settings[0].errors["y"]).kind == "time"


def test_where_the_time_of_the_whole_job_is_over_that_is_told(run):
    assert run("sleeps", total=0.3).ended.kind == "time"


def test_a_program_that_ends_itself_is_told_as_that(run):
    assert run("leaves").ended.kind == "ended"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is looked up as Linux has it")
def test_too_much_memory_is_told_as_that(run, monkeypatch):
    monkeypatch.setattr(process, "MOST_MEMORY", 250 << 20)
    assert run("fills").ended.kind == "memory"
