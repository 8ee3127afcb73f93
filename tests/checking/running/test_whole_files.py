"""Whole files that misbehave: the check ends, with a sentence, and what is right in spite of it is right."""

import pytest

from cnnviz.checking import check
from cnnviz.checking.running import limits
from cnnviz.checking.text import written

RIGHT = "return np.maximum(x, 0)"
FILES = {
    "stops the clock": (
        "import signal; signal.signal(signal.SIGPROF, signal.SIG_IGN)\n    while True: pass",
        1,
    ),
    "never ends in C": ("return sum(range(10 ** 12))", 1),
    "matches for ever": ("import re; re.match(r'(a+)+$', 'a' * 64 + 'b')", 1),
    "halts itself": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", 1),
    "sleeps": ("import time; time.sleep(1000)", 1),
    "fills the memory": ("held = []\n    while True: held.append(np.ones(10 ** 6))", 1),
    "calls itself": ("import sys; sys.setrecursionlimit(10 ** 9)\n    return relu(x)", 1),
    "calls itself in C": (
        "import sys; sys.setrecursionlimit(10 ** 9)\n    f = lambda n: list(map(f, [n]))\n    return f(x)",
        2,
    ),
    "reads what is not there": ("import ctypes; ctypes.string_at(0)", 2),
    "closes all files": ("import os; os.closerange(0, 64)\n    return x", 2),
    "bends what is built in": ("import builtins; builtins.len = builtins.range = None\n    " + RIGHT, 0),
    "asks": ("input('how many? ')\n    return x", 1),
    "raises anything": ("raise BaseException('no')", 1),
    "traces": ("import sys; sys.settrace(lambda *a: 1 / 0)\n    " + RIGHT, 1),
    "returns objects": ("return np.array([object()] * 4)", 1),
    "returns words": ("return np.array(['a'])", 1),
    "returns complex numbers": ("return x + 1j", 1),
    "pretends to be large": (
        "return np.lib.stride_tricks.as_strided(x, (10 ** 6, 10 ** 6), (0, 0))",
        1,
    ),
    "leaves a thread": (
        "import threading, time\n    threading.Thread(target=lambda: time.sleep(1000)).start()\n    " + RIGHT,
        0,
    ),
    "leaves children": (
        "import os, time\n    for _ in range(9):\n        if os.fork() == 0: time.sleep(1000)\n    " + RIGHT,
        0,
    ),
    "has a last wish": ("import atexit, time; atexit.register(time.sleep, 1000)\n    " + RIGHT, 0),
}
NEVER_END = {
    "stops the clock": {"call": 0.2},
    "never ends in C": {"call": 0.2},
    "matches for ever": {"call": 0.2},
    "halts itself": {"call_waits": 0.5},
    "sleeps": {"call_waits": 0.5},
}
"""What is held to limits that are smaller, so that nobody has to wait for it."""


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_the_check_of_a_whole_file_ends_with_a_sentence(tmp_path, monkeypatch, name):
    body, code = FILES[name]
    monkeypatch.setattr(limits, "LIMITS", limits.LIMITS._replace(**NEVER_END.get(name, {})))
    path = tmp_path / "mine.py"
    path.write_text(f"import numpy as np\n\ndef relu(x):\n    {body}\n", encoding="utf-8")
    report = check(path)
    assert report.exit_code == code
    said = report.cannot or written(report)
    assert "Traceback" not in said
    assert "0x" not in said
    assert all(one.sentence.endswith((".", "?")) for one in report.diagnoses)
    assert code != 1 or report.diagnoses
    limit = next(iter(NEVER_END.get(name, {}).values()), None)
    assert limit is None or f"{limit} seconds" in said
