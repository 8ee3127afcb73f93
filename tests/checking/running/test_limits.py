"""What computes too much is stopped, and what waits for ever; who only stands still for a while is not.

No limit that is small can be met by anything but what it is meant for, however slow the machine is.
"""

import os
import signal

import numpy as np
import pytest

from cnnviz.checking import check
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.running import limits
from cnnviz.checking.running.job import Failure
from cnnviz.checking.running.process import Runner
from cnnviz.progress import Stopped, watched

BODIES = {
    "rests": "import time; time.sleep(0.8)\n    return 2 * x",
    "turns": "while True: pass",
    "holds": "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "sleeps": "import time; time.sleep(6000)",
}
SOURCE = "\n".join(f"def {name}(x):\n    {body}" for name, body in BODIES.items())
SLEEPS_AT_ONCE = "__import__('time').sleep(6000)"
SLEEPS_ON = "while True:\n    try: __import__('time').sleep(6000)\n    except BaseException: pass"
STOPS_ITS_PARENT = "__import__('os').kill(__import__('os').getppid(), 19)\n"


def failure_of(outcome):
    """Return the first thing that went wrong."""
    found = [
        *outcome.loading,
        outcome.ended,
        *(one for made in outcome.settings for one in made.errors.values()),
    ]
    return next(one for one in found if one is not None)


@pytest.mark.usefixtures("either")
def test_who_stands_still_for_longer_than_it_may_compute_is_right_all_the_same(run):
    (made,) = run(SOURCE, "rests", call=0.4).settings
    np.testing.assert_array_equal(made.arrays["y"], [0, 2, 4])


@pytest.mark.usefixtures("either")
def test_a_loop_that_never_ends_is_told_with_its_function_and_line(run):
    failure = failure_of(run(SOURCE, "turns", call=0.2))
    assert (failure.kind, failure.limit, failure.function) == ("time", 0.2, "turns")
    assert SOURCE.splitlines()[failure.line - 1].strip() == "while True: pass"


@pytest.mark.some(2)
@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("held_to", [{"call": 0.2}, {"job": 1.0}])
def test_who_takes_no_notice_computes_no_more_either(run, held_to):
    failure = failure_of(run(SOURCE, "holds", **held_to))
    assert (failure.kind, failure.limit) == ("time", *held_to.values())


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("source", [SLEEPS_AT_ONCE, SLEEPS_ON])
@pytest.mark.parametrize("held_to", [{"call_waits": 0.2}, {"job_waits": 0.2}])
def test_who_waits_for_ever_is_told_that(run, source, held_to):
    failure = failure_of(run(source, "sleeps", **held_to))
    assert (failure.kind, failure.limit) == ("waits", *held_to.values())


def test_where_it_waits_is_told(run):
    failure = failure_of(run(SOURCE, "sleeps", call_waits=0.2))
    assert (failure.kind, failure.function) == ("waits", "sleeps")
    assert SOURCE.splitlines()[failure.line - 1].strip() == BODIES["sleeps"]


@pytest.mark.parametrize(
    ("body", "held_to"),
    [("while True: pass", {"call": 0.2}), ("__import__('time').sleep(6000)", {"call_waits": 0.2})],
)
def test_whose_time_is_over_is_called_no_more_in_no_other_setting_way_or_edit(
    tmp_path, monkeypatch, body, held_to
):
    for name in ("LIMITS", "OF_EDITS"):
        monkeypatch.setattr(limits, name, getattr(limits, name)._replace(**held_to))
    calls, path = tmp_path / "calls", tmp_path / "mine.py"
    calls.touch()
    path.write_text(
        f"def conv_forward(X, W, stride=1):\n    open({str(calls)!r}, 'a').write('.')\n    {body}\n",
        encoding="utf-8",
    )
    report = check(path)
    assert len(report.examined[0].tried) > 1
    assert len(calls.read_text()) <= 1  # none where time is over before it is written


def test_a_process_that_says_nothing_any_more_is_given_up(run, monkeypatch):
    monkeypatch.setattr(limits, "PATIENCE", 0.0)
    monkeypatch.setattr(limits, "ENDING", 0.0)
    failure = failure_of(run(STOPS_ITS_PARENT + SLEEPS_AT_ONCE, "sleeps", call_waits=2.0, job_waits=0.2))
    assert (failure.kind, failure.limit) == ("waits", 0.2)


def test_where_it_is_no_longer_wanted_the_solution_ends_too(job_of, tmp_path):
    told = tmp_path / "told"
    source = f"def tells(x):\n    import os, time\n    open({str(told)!r}, 'w').write(f'{{os.getpid()}}.')\n"
    source += "    time.sleep(6000)\n"

    def go_on(share):
        return not told.exists() or not told.read_text().endswith(".")

    with watched(go_on), pytest.raises(Stopped), Runner() as runner:
        runner.run(job_of(source, "tells"))
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()[:-1]), signal.SIGKILL)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (
            Failure("time", function="f", limit=4.0),
            "f computes for more than 4 seconds in “Overlap” and was stopped: does a loop ever end?",
        ),
        (
            Failure("waits", limit=60.0),
            "It had not returned after 60 seconds in “Overlap” and was stopped; most of that time it did not "
            "compute: does it sleep, or wait for something?",
        ),
    ],
)
def test_which_limit_was_met_is_said(failure, words):
    assert failure_sentence(failure, None, "Overlap") == words
