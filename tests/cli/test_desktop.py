import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.cli import desktop
from cnnviz.cli.desktop import APP_ID, install_desktop_entry, remove_desktop_entry


def keys_of(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def words_of(value: str) -> list[str]:
    """Read an Exec value as the Desktop Entry Specification says: first as a value, then as quoted words."""
    text = unescaped(value, {"s": " ", "n": "\n", "t": "\t", "r": "\r"})
    words, letters, quoted = [], iter(text), False
    word = ""
    for letter in letters:
        if letter == "\\" and quoted:
            word += next(letters)
        elif letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += letter
    return [word.replace("%%", "%") for word in [*words, word]]


def unescaped(value: str, meanings: dict[str, str]) -> str:
    letters = iter(value)
    return "".join(
        letter if letter != "\\" else meanings.get(following := next(letters), following)
        for letter in letters
    )


def test_the_files_are_put_where_the_desktop_looks(tmp_path, script):
    written = install_desktop_entry(tmp_path / "share")
    assert [path.relative_to(tmp_path / "share").as_posix() for path in written] == [
        f"applications/{APP_ID}.desktop",
        f"icons/hicolor/scalable/apps/{APP_ID}.svg",
        f"metainfo/{APP_ID}.metainfo.xml",
        f"mime/packages/{APP_ID}.xml",
        "icons/hicolor/scalable/mimetypes/application-vnd.cnnviz+json.svg",
    ]
    assert all(path.stat().st_size for path in written)
    keys = keys_of(written[0])
    assert keys["Exec"] == f'"{script}" %f'
    assert keys["TryExec"] == str(script)
    assert keys["StartupWMClass"] == "cnnviz"
    assert keys["Icon"] == APP_ID


def test_it_can_be_done_again(tmp_path, script):
    assert install_desktop_entry(tmp_path) == install_desktop_entry(tmp_path)


def test_the_data_folder_is_the_one_of_the_environment(tmp_path, script, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert install_desktop_entry()[0].is_relative_to(tmp_path / "data")


@pytest.mark.parametrize("named", ["", "some/where"])
def test_without_an_absolute_data_folder_it_is_below_home(tmp_path, script, monkeypatch, named):
    monkeypatch.setenv("XDG_DATA_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert install_desktop_entry()[0].is_relative_to(tmp_path / "me" / ".local" / "share")


def test_a_module_run_is_started_by_its_interpreter(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/some/where/cnnviz/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    keys = keys_of(install_desktop_entry(tmp_path)[0])
    assert words_of(keys["Exec"]) == [str(tmp_path / "python"), "-m", "cnnviz", "%f"]
    assert keys["TryExec"] == str(tmp_path / "python")


def test_a_module_run_beside_the_script_is_started_by_the_script(tmp_path, script, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/some/where/cnnviz/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(script.parent / "python"))
    assert keys_of(install_desktop_entry(tmp_path)[0])["TryExec"] == str(script)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1))
def test_every_name_survives_the_quoting(command):
    keys = dict(line.split("=", 1) for line in desktop.entry(command).split("\n") if "=" in line)
    assert words_of(keys["Exec"]) == [*command, "%f"]
    assert unescaped(keys["TryExec"], {"n": "\n", "t": "\t", "r": "\r"}) == command[0]


ODD = [
    "plain",
    "two words",
    'quo"te',
    "dol$lar",
    "back`tick",
    "back\\slash",
    "100%",
    "naïve ✓",
    "semi;colon",
    "a&b",
]


@pytest.mark.skipif(
    not shutil.which("desktop-file-validate"), reason="desktop-file-validate is not installed"
)
@pytest.mark.parametrize("name", ODD)
def test_the_installed_entry_is_valid(tmp_path, monkeypatch, name):
    script = tmp_path / name / "cnnviz"
    script.parent.mkdir()
    script.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    entry = install_desktop_entry(tmp_path / "share")[0]
    assert words_of(keys_of(entry)["Exec"]) == [str(script), "%f"]
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstreamcli is not installed")
def test_the_description_is_valid(tmp_path, script):
    description = install_desktop_entry(tmp_path)[2]
    command = ["appstreamcli", "validate", "--no-net", description]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


KIND = """
from PyQt5.QtCore import QMimeDatabase
kind = QMimeDatabase().mimeTypeForFile("lesson.cnnviz", QMimeDatabase.MatchMode.MatchExtension)
print(kind.name(), kind.comment(), kind.iconName(), *kind.parentMimeTypes())
"""


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="shared-mime-info is not installed")
def test_a_document_is_known_by_its_name_and_opened_by_cnnviz_until_that_is_taken_back(tmp_path, script):
    def kind():
        environ = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "LC_ALL": "C"}
        return subprocess.run(
            [sys.executable, "-c", KIND], env=environ, capture_output=True, text=True
        ).stdout

    entry = install_desktop_entry(tmp_path)[0]
    known = "application/vnd.cnnviz+json cnnviz document application-vnd.cnnviz+json application/json\n"
    assert kind() == known
    assert "application/vnd.cnnviz+json" in keys_of(entry)["MimeType"].split(";")
    remove_desktop_entry(tmp_path)
    assert "cnnviz" not in kind()


def test_without_the_desktop_tools_it_is_installed_all_the_same(tmp_path, script, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert all(path.is_file() for path in install_desktop_entry(tmp_path / "share"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path, script):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"file/applications/.*\.desktop cannot be written: Not a directory$"):
        install_desktop_entry(tmp_path / "file")


def test_a_name_that_is_not_text_is_refused(tmp_path, monkeypatch):
    script = tmp_path / "latin\udce9" / "cnnviz"
    script.parent.mkdir()
    script.touch()
    monkeypatch.setattr(sys, "argv", [str(script)])
    with pytest.raises(OSError, match="not UTF-8"):
        install_desktop_entry(tmp_path / "share")


def test_links_are_replaced_and_what_they_lead_to_stays(tmp_path, script):
    (tmp_path / "precious").write_text("mine")
    for path in install_desktop_entry(tmp_path / "share"):
        path.unlink()
        path.symlink_to(tmp_path / "precious")
    written = install_desktop_entry(tmp_path / "share")
    assert (tmp_path / "precious").read_text() == "mine"
    assert all(path.is_file() and not path.is_symlink() for path in written)


def test_an_entry_that_cannot_be_finished_stays_as_it_was(tmp_path, script, monkeypatch):
    entry = install_desktop_entry(tmp_path)[0]
    before = entry.read_bytes()
    monkeypatch.setattr(sys, "argv", [str(script.with_name("cnnviz-gui"))])

    def fail(*_places):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match=r"\.desktop cannot be written: No space left on device$"):
        install_desktop_entry(tmp_path)
    assert entry.read_bytes() == before
    assert not list(entry.parent.glob(".*"))
