"""Where no process can be split off, as on Windows, one does one job: watched, and what it prints is kept."""

import sys

import numpy as np
import pytest

from cnnviz.checking.running import process

BODIES = {
    "says": "print('said', 3 * x[1])\n    return 2 * x",
    "leaves": "import os; os._exit(0)",
    "fills": "import time; kept = bytearray(b'x' * (300 << 20)); time.sleep(6000)",
}
SOURCE = "\n".join(f"def {name}(x):\n    {body}" for name, body in BODIES.items())
pytestmark = pytest.mark.usefixtures("without_fork")


def test_what_is_returned_and_printed_comes_through(run):
    (made,) = run(SOURCE, "says", times=2).settings
    np.testing.assert_array_equal(made.arrays["y"], [0, 2, 4])
    assert made.printed.split() == ["said", "3.0"]


def test_a_program_that_ends_itself_is_told_as_that(run):
    assert run(SOURCE, "leaves").ended.kind == "ended"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is looked up as Linux has it")
def test_too_much_memory_is_told_as_that(run, monkeypatch):
    monkeypatch.setattr(process, "MOST_MEMORY", 250 << 20)
    assert run(SOURCE, "fills").ended.kind == "memory"
