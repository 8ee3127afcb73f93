"""Copies of what is not saved are found by the next start alone, once, and only where nobody is at work on them."""

import os
import signal
import subprocess
import sys

import pytest
from bits import bits
from kept_documents import every_kind

from cnnviz.importing.source import Refused
from cnnviz.storage.locks import lock
from cnnviz.storage.recovery import left_behind, new_copy

HOLDER = """
import sys
from pathlib import Path
from cnnviz.storage.locks import lock
held = lock(Path(sys.argv[1]))
print("held" if held else "taken", flush=True)
sys.stdin.read()
"""


def left(folder, path=None, known=None):
    """Leave a copy behind, as a process that dies."""
    copy = new_copy(folder)
    copy.write(every_kind(), path, known)
    copy.leave()
    return copy


def test_a_disk_on_which_no_file_is_the_same_twice_keeps_nobody_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr(os.path, "samestat", lambda *_: False)
    held = lock(tmp_path / "a.lock")
    assert held is not None
    assert lock(tmp_path / "a.lock") is None
    held.release()
    assert os.listdir(tmp_path) == []


def test_a_copy_that_was_left_is_found_with_what_it_is_about(tmp_path):
    left(tmp_path, tmp_path / "lesson.cnnviz", (1, 2, 3))
    (found,) = left_behind(tmp_path)
    assert found.name == "lesson.cnnviz"
    assert found.copy.about().path == str(tmp_path / "lesson.cnnviz")
    assert found.copy.about().known == (1, 2, 3)
    assert bits(found.copy.read()) == bits(every_kind())


def test_one_that_was_never_saved_has_no_name(tmp_path):
    left(tmp_path)
    assert [found.name for found in left_behind(tmp_path)] == ["Untitled"]


def test_one_that_somebody_is_at_work_on_is_not_found(tmp_path):
    copy = new_copy(tmp_path)
    copy.write(every_kind(), None, None)
    assert left_behind(tmp_path) == []
    copy.leave()
    assert len(left_behind(tmp_path)) == 1


def test_who_comes_second_finds_nothing(tmp_path):
    left(tmp_path)
    (first,) = left_behind(tmp_path)
    assert left_behind(tmp_path) == []
    first.copy.leave()
    (again,) = left_behind(tmp_path)
    again.copy.remove()
    assert os.listdir(tmp_path) == []


def test_a_lock_ends_with_its_process_however_that_ends(tmp_path):
    place = tmp_path / "one.lock"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        assert lock(place) is None
        process.send_signal(signal.SIGKILL)
    held = lock(place)
    assert held is not None
    held.release()
    assert not place.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b'"cnnviz": 1', b'"cnnviz": "one"'),
        lambda content: b"\x00" * len(content),
        lambda content: b"[" * 100_000,
        lambda content: b"",
    ],
)
def test_one_that_was_tampered_with_is_a_sentence_and_is_set_aside(tmp_path, damage):
    copy = left(tmp_path, tmp_path / "lesson.cnnviz")
    copy.file.write_bytes(damage(copy.file.read_bytes()))
    (found,) = left_behind(tmp_path)
    assert found.name in ("lesson.cnnviz", "Untitled")
    with pytest.raises(Refused):
        found.copy.read()
    place = found.copy.set_aside()
    assert os.listdir(tmp_path) == [place.name]
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize(
    "line", [b'{"path": 3, "known": null}', b"{}", b'{"path": "/a/b\\nc", "known": [1]}', b"\xff"]
)
def test_a_first_line_that_says_something_else_makes_it_one_without_a_name(tmp_path, line):
    copy = left(tmp_path)
    copy.file.write_bytes(line + b"\n" + copy.file.read_bytes().partition(b"\n")[2])
    (found,) = left_behind(tmp_path)
    assert found.name == "Untitled"
    assert bits(found.copy.read()) == bits(every_kind())


def test_a_folder_that_is_not_there_holds_none(tmp_path):
    assert left_behind(tmp_path / "gone") == []


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "dead.lock").touch()
    assert left_behind(tmp_path) == []
    assert sorted(os.listdir(tmp_path)) == ["dead.lock", "notes.txt"]
