"""What the command line says can be written wherever it goes, in the letters that there are."""

import io
import sys
from types import SimpleNamespace

import pytest

from cnnviz.checking import checked
from cnnviz.checking import text as checking_text
from cnnviz.cli import main

LETTERS = {
    "utf-8": "W: −1 × 2 = −2, turned by 180° …\n",
    "cp1252": "W: -1 x 2 = -2, turned by 180 degrees ...\n",  # Windows, where what is printed goes to a file
    "ascii": "W: -1 x 2 = -2, turned by 180 degrees ...\n",
}


@pytest.mark.parametrize("encoding", LETTERS)
def test_a_report_is_written_in_the_letters_that_there_are(monkeypatch, encoding):
    monkeypatch.setattr(checked, "check", lambda *_: SimpleNamespace(cannot="", exit_code=1))
    monkeypatch.setattr(checking_text, "written", lambda *_: LETTERS["utf-8"])
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["check", "solution.py"]) == 1
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding) == LETTERS[encoding]


def test_without_a_console_nothing_is_written_and_the_code_is_the_same(monkeypatch):
    monkeypatch.setattr(checked, "check", lambda *_: SimpleNamespace(cannot="it is no Python", exit_code=2))
    monkeypatch.setattr(sys, "stderr", None)  # as a program of Windows has it that opens windows alone
    assert main(["check", "solution.py"]) == 2
