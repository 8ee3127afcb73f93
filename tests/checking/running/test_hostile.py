"""Solutions that misbehave: each ends in a sentence, and what comes after it is run all the same."""

import re

import numpy as np
import pytest

from cnnviz.checking import check
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.running import limits
from cnnviz.checking.running.job import Calls, Job, JobStep
from cnnviz.checking.running.process import Runner

NEVER_ENDS = "computes for more than 0.2 seconds"
BODIES = {
    "exits": ("import sys; sys.exit(3)", "ends the program"),
    "leaves": ("import os; os._exit(0)", "ended by itself"),
    "kills": ("import os; os.kill(os.getpid(), 9)", "ended by itself"),
    "turns": ("while True: pass", NEVER_ENDS),
    "holds": (
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        NEVER_ENDS,
    ),
    "fills": ("return np.zeros(10 ** 10)", "memory"),
    "dives": ("return dives(x)", "RecursionError"),
    "sinks": ("import sys; sys.setrecursionlimit(10 ** 9); return sinks(x)", "RecursionError"),
    "stops_the_clock": (
        "import signal; signal.setitimer(signal.ITIMER_PROF, 0)\n    while True: pass",
        NEVER_ENDS,
    ),
    "closes": ("import os, sys; os.close(1); sys.stdout.close(); print(x)", "stops with"),
    "words": ("return 'words'", "cannot be compared"),
    "nothing": ("return None", "cannot be compared"),
    "raises": (
        "class E(Exception):\n        def __str__(self): raise ValueError\n    raise E()",
        "stops with E",
    ),
    "prints": ("print('a' * (2 * 10 ** 7)); return x", "OSError"),
}
SOURCE = "import numpy as np\n" + "\n".join(
    f"def {name}(x):\n    {body}" for name, (body, _) in BODIES.items()
)
PATCHED = "import numpy as np\nnp.asarray = np.frombuffer = np.ndarray = None\ndef f(x):\n    return x"


@pytest.fixture(scope="module")
def outcomes():
    found = {}
    with Runner() as patient, Runner(limits.LIMITS._replace(call=0.2)) as strict:
        for name, (_, words) in BODIES.items():
            step = JobStep("call", name, ({"array": 0},), {}, (("y", ()),), ("y",))
            job = Job((SOURCE,), "/tmp/solution.py", "/", [np.arange(3.0)], [Calls((step,), ("y",))])
            (found[name],) = (strict if words == NEVER_ENDS else patient).run(job)
    return found


@pytest.mark.some(6)
@pytest.mark.parametrize("name", BODIES)
def test_it_ends_in_a_sentence(outcomes, name):
    outcome, (_, words) = outcomes[name], BODIES[name]
    failure = outcome.ended or outcome.settings[0].errors["y"]
    sentence = failure_sentence(failure, None)
    assert re.search(words, sentence)
    assert sentence.endswith((".", "?"))
    assert "Traceback" not in sentence


def test_bending_numpy_bends_nothing_here():
    with Runner() as runner:
        step = JobStep("call", "f", ({"array": 0},), {}, (("y", ()),), ("y",))
        job = Job((PATCHED,), "/tmp/solution.py", "/", [np.arange(3.0)], [Calls((step,), ("y",))])
        assert runner.run(job)[0].settings[0].arrays["y"].tolist() == [0, 1, 2]


def test_an_endless_loop_is_told_with_its_line(outcomes):
    failure = outcomes["turns"].settings[0].errors["y"]
    assert failure.kind == "time"
    assert SOURCE.split("\n")[failure.line - 1].strip() == "while True: pass"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def conv_forward(x, w:\n", "line 1: this is no Python"),
        ("", "is empty"),
        ("x = 1\n", "no function is recognised"),
        ("def conv_forward(one, two, three, four, five, six):\n    return one\n", "is not clear"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_sentence(tmp_path, text, words):
    path = tmp_path / "solution.py"
    path.write_text(text, encoding="utf-8")
    report = check(path)
    assert report.exit_code == 2
    assert words in report.cannot
    assert "\n" not in report.cannot


def test_a_solution_that_fails_while_it_is_loaded_is_told_so(tmp_path):
    path = tmp_path / "solution.py"
    path.write_text(
        "import no_such_thing\ndef conv_forward(X, W):\n    X[0] = 0\n    return X\n", encoding="utf-8"
    )
    report = check(path)
    assert report.exit_code == 1
    assert any("no_such_thing" in note and "line 1" in note for note in report.notes)
    assert any("changes what it is given" in note for note in report.notes)


FINE = "import numpy as np\ndef conv_forward(X, W):\n    return X\n"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("import os; os._exit(0)", 2, "ended by itself"),
        ("import os; os.kill(os.getppid(), 9)", 2, "ended by itself"),
        ("import sys; sys.exit(3)", 1, "ends the program"),
        ("x = np.ones(10 ** 10)", 1, "more memory"),
    ],
)
def test_what_happens_while_it_is_loaded_is_told(tmp_path, text, code, words):
    path = tmp_path / "solution.py"
    path.write_text(FINE + text, encoding="utf-8")
    report = check(path)
    assert report.exit_code == code
    assert words in report.cannot + " ".join(report.notes)


def test_children_that_stay_hold_nothing_up():
    source = (
        "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        time.sleep(600)\n" + PATCHED
    )
    with Runner() as runner:
        step = JobStep("call", "f", ({"array": 0},), {}, (("y", ()),), ("y",))
        job = Job((source,), "/tmp/solution.py", "/", [np.arange(3.0)], [Calls((step,), ("y",))])
        assert runner.run(job)[0].settings[0].arrays["y"].tolist() == [0, 1, 2]
