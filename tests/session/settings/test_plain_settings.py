"""A file of settings is text that anybody may have written: it runs nothing, waits for nothing, and loses nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PyQt5.QtCore import QLockFile, QSettings
from ui_tools import until

from cnnviz.session.settings import plain_settings
from cnnviz.session.settings.settings import FOLDER, SPEED, THEME, Settings

SOURCES = Path(__file__).parents[3] / "cnnviz"
lines = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(["[a]", "[b/c]", "[;]", "x=1", "y/z = 2", "=", "[=", "#a=1", ";=", "\x85=\r"]),
    )
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cnnviz.conf"


class Touch:
    """Makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


@pytest.mark.parametrize("setting", [THEME, SPEED, FOLDER], ids=lambda setting: setting.key)
def test_an_object_in_the_file_is_not_made(qapp, file, tmp_path, setting):
    made = tmp_path / "made"
    hostile = QSettings(str(file), QSettings.Format.IniFormat)
    hostile.setValue(setting.key, Touch(made))
    hostile.sync()
    del hostile
    assert "@Variant" in file.read_text("latin-1")
    qt = f"from PyQt5.QtCore import QLockFile, QSettings; QSettings({str(file)!r}, 1).value({setting.key!r})"
    subprocess.run([sys.executable, "-c", qt], check=True, timeout=600)
    assert made.exists()  # so it is as bad as it looks
    made.unlink()
    kept = Settings(file)
    assert kept.get(setting) == setting.default
    kept.set(setting, 9.0 if setting is SPEED else "text")
    kept.save()
    assert not made.exists()
    assert "@Variant" not in file.read_text("latin-1")


def test_nothing_here_reads_settings_by_qt():
    users = [path.name for path in SOURCES.rglob("*.py") if "QSettings(" in path.read_text("utf-8")]
    assert users == []


@given(lines)
@example(["[b/;]", "x=1"])
@example(["[b]", "#a=1"])
def test_what_is_written_reads_back(some):
    values = plain_settings.parsed("\n".join(some))
    assert not any(name.startswith((";", "#")) for name in (key.partition("/")[2] for key in values))
    assert plain_settings.parsed(plain_settings.written(values)) == values


def test_two_processes_keep_what_the_other_has_set(qapp, file):
    one, other = Settings(file), Settings(file)
    one.set(THEME, "dark")
    other.set(SPEED, 7.5)
    one.save()
    other.save()
    assert (Settings(file).get(THEME), Settings(file).get(SPEED)) == ("dark", 7.5)


def test_what_is_written_is_not_written_again_over_what_came_later(qapp, file):
    one, other = Settings(file), Settings(file)
    for kept, speed in ((one, 5.0), (other, 6.0)):
        kept.set(SPEED, speed)
        kept.save()
    one.set(THEME, "dark")
    one.save()
    assert Settings(file).get(SPEED) == 6


def test_what_another_version_keeps_stays(file):
    file.write_text("[new]\nkind=@Unknown(x)\n\n[view]\ntheme=light\nzoom=2")
    plain_settings.change(file, {"view/theme": '"dark"'}, 0)
    assert file.read_text().split() == ["[new]", "kind=@Unknown(x)", "[view]", 'theme="dark"', "zoom=2"]


def test_many_processes_at_once_lose_nothing(file):
    program = (
        "import sys; from pathlib import Path; from cnnviz.session.settings.plain_settings import change\n"
        f"for k in range(10): change(Path({str(file)!r}), {{f'{{sys.argv[1]}}/{{k}}': 'x'}}, 600_000)"
    )
    environ = os.environ | {"PYTHONPATH": str(SOURCES.parent)}
    running = [subprocess.Popen([sys.executable, "-c", program, name], env=environ) for name in "abc"]
    assert [process.wait(600) for process in running] == [0, 0, 0]
    assert len(plain_settings.read(file)) == 30
    assert os.listdir(file.parent) == [file.name]


def test_who_cannot_write_now_writes_later(qapp, file, qtlog):
    lock = QLockFile(f"{file}.lock")
    assert lock.lock()
    kept = Settings(file)
    kept.set(THEME, "dark")
    with pytest.raises(TimeoutError):
        plain_settings.change(file, {}, 0)
    kept.save()
    assert not file.exists()
    lock.unlock()
    until(file.exists)
    assert Settings(file).get(THEME) == "dark"
    assert not qtlog.records


def test_a_link_stays_and_leads_to_what_was_set(qapp, file, tmp_path):
    file.symlink_to(tmp_path / "elsewhere")
    kept = Settings(file)
    kept.set(THEME, "dark")
    kept.save()
    assert file.is_symlink()
    assert Settings(tmp_path / "elsewhere").get(THEME) == "dark"


def test_a_file_that_is_too_large_is_not_read(qapp, file):
    with file.open("wb") as stream:
        stream.write(b"[view]\ntheme=dark\n")
        assert Settings(file).get(THEME) == ""
        stream.flush()
        assert Settings(file).get(THEME) == "dark"
        stream.truncate(100 * 2**20)
    kept = Settings(file)
    assert kept.get(THEME) == ""
    kept.set(THEME, "light")
    kept.save()
    assert Settings(file).get(THEME) == "light"


def make_folder(file):
    file.mkdir()
    return lambda: file.is_dir()


def make_pipe(file):
    os.mkfifo(file)
    return lambda: file.is_fifo()


def make_parent_a_file(file):
    file.parent.rmdir()
    file.parent.write_text("mine")
    return lambda: file.parent.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("make", [make_folder, make_pipe, make_parent_a_file], ids=lambda make: make.__name__)
@pytest.mark.qt_log_ignore("^the settings in ")
def test_what_is_no_file_is_left_alone_and_costs_one_line_in_the_log(qapp, tmp_path, qtlog, make):
    file = tmp_path / "config" / "cnnviz.conf"
    file.parent.mkdir()
    stays = make(file)
    kept = Settings(file)
    for speed in (5.0, 6.0):
        kept.set(SPEED, speed)
        kept.save()
        assert kept.get(SPEED) == speed
    assert stays()
    assert len(qtlog.records) == 1
    assert qtlog.records[0].message.startswith(f"the settings in {file} cannot be ")


@pytest.mark.qt_log_ignore("^the settings in ")
def test_a_full_disk_costs_one_line_in_the_log_and_what_was_there_stays(qapp, file, qtlog, monkeypatch):
    kept = Settings(file)
    kept.set(SPEED, 5.0)
    kept.save()
    full = OSError(28, "No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(full))
        for speed in (6.0, 7.0):
            kept.set(SPEED, speed)
            kept.save()
    said = [record.message for record in qtlog.records]
    assert said == [f"the settings in {file} cannot be written: No space left on device"]
    assert Settings(file).get(SPEED) == 5
    kept.save()  # there is room again
    assert Settings(file).get(SPEED) == 7
    assert os.listdir(file.parent) == [file.name]
