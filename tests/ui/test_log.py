"""The log is private, bounded, and keeps nobody from working."""

import os

import pytest

from cnnviz.ui import log
from cnnviz.ui.log import LONGEST, MOST_BYTES, Log


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "cnnviz.log"


@pytest.fixture
def opened(path):
    """Return what opens the log as a start does, and closes each."""
    logs = []

    def open_log():
        logs.append(Log(path))
        return logs[-1]

    yield open_log
    for one in logs:
        one.close()


def test_entries_are_one_after_the_other_from_start_to_start(opened, path):
    assert opened().write("WARNING", "first")
    assert opened().write("ERROR", "second, naïve \udce9")
    lines = path.read_text("utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == ["WARNING first", "ERROR second, naïve \\udce9"]


def test_nobody_else_reads_it_even_where_they_could_before(opened, path):
    opened()
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    opened()
    assert path.stat().st_mode & 0o777 == 0o600


def test_nobody_else_ever_could_read_a_new_one(opened, path, monkeypatch):
    monkeypatch.setattr(os, "chmod", lambda *_: None)
    opened()
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_is_bounded_however_much_is_written(opened, path):
    one = opened()
    number = one.file
    for _ in range(5 * MOST_BYTES // LONGEST):
        assert one.write("ERROR", "x" * 10 * LONGEST)
    sizes = {name: os.path.getsize(path.parent / name) for name in os.listdir(path.parent)}
    assert set(sizes) == {"cnnviz.log", "cnnviz.log.1"}
    assert max(sizes.values()) < MOST_BYTES + LONGEST + 100
    assert one.file == number  # which faulthandler has


def test_an_entry_that_is_long_keeps_both_its_ends(opened, path):
    opened().write("ERROR", "begin" + "x" * LONGEST + "end")
    entry = path.read_text()
    assert "begin" in entry
    assert entry.endswith("end\n")
    assert len(entry) < LONGEST + 50


def test_a_large_log_is_set_aside_at_the_start(opened, path):
    path.parent.mkdir()
    path.write_text("x" * (MOST_BYTES + 1))
    opened().write("INFO", "new")
    assert path.read_text().endswith("INFO new\n")
    assert path.with_name("cnnviz.log.1").stat().st_size == MOST_BYTES + 1


@pytest.mark.parametrize("begun", [True, False])
def test_what_another_process_has_set_aside_is_not_written_on(opened, path, begun):
    one = opened()
    path.rename(path.with_name("cnnviz.log.1"))
    if begun:
        path.touch()
    assert one.write("INFO", "here")
    assert path.read_text().endswith("INFO here\n")
    assert path.with_name("cnnviz.log.1").read_text() == ""


def test_where_no_open_file_can_be_moved_it_begins_anew(opened, path, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "in use")))
    one = opened()
    os.write(one.file, b"x" * (MOST_BYTES + 1))
    assert one.write("INFO", "new")
    assert path.stat().st_size < 100


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_where_it_is_no_file_the_terminal_has_it(opened, path, capsys, make):
    path.parent.mkdir()
    make(path)
    one = opened()
    assert not one.write("ERROR", "first")
    assert not one.write("ERROR", "second")
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(f"cnnviz: the log {path} cannot be written: ")
    assert [line.split(" ", 2)[2] for line in said[1:]] == ["ERROR first", "ERROR second"]


def test_a_full_disk_is_told_once(opened, capsys, monkeypatch):
    one = opened()
    monkeypatch.setattr(log.os, "write", lambda _, entry: len(entry) // 2)
    assert not one.write("ERROR", "first")
    assert not one.write("ERROR", "second")
    assert capsys.readouterr().err.count("there is no room for more") == 1


def test_where_there_is_no_terminal_either_nothing_happens(opened, monkeypatch, path):
    path.parent.parent.joinpath("data").write_text("a file")
    for terminal in (None, open(os.devnull)):  # noqa: SIM115
        monkeypatch.setattr("sys.stderr", terminal)
        assert not opened().write("ERROR", "first")
        if terminal:
            terminal.close()
            assert not opened().write("ERROR", "second")
