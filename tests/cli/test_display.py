"""Qt ends the process where it cannot start, so that is found out and said before."""

import ctypes
import os
import socket
import subprocess
import sys

import pytest

from cnnviz import cli
from cnnviz.cli import display

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is always a display"
)
QUIET = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
}


def cnnviz(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cnnviz", *words]
    return subprocess.run(
        command, env=QUIET | environ, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture
def session(monkeypatch):
    """Set the environment of a session whose displays all answer, and whose Qt lacks nothing."""

    def begin(**environ):
        monkeypatch.setattr(os, "environ", environ)

    monkeypatch.setattr(display, "missing_library", lambda _platform: None)
    monkeypatch.setattr(display, "connects", lambda _display: True)
    monkeypatch.setattr(display, "listens", lambda _wayland: True)
    return begin


def test_without_a_display_one_sentence_says_what_to_do():
    done = cnnviz()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cnnviz: there is no display")
    assert "cnnviz render" in done.stderr
    assert "xvfb" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", [":987", "unix:987", "localhost:987", "nonsense"])
def test_a_display_that_does_not_answer_is_one_sentence(name):
    done = cnnviz(DISPLAY=name)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "does not answer" in done.stderr or "apt-get install" in done.stderr


@pytest.mark.skipif(display.plugins() is None, reason="this is the system's own Qt")
def test_a_platform_that_there_is_not_is_one_sentence():
    done = cnnviz(QT_QPA_PLATFORM="nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cnnviz: Qt has no platform 'nonsense' here: unset QT_QPA_PLATFORM")
    assert done.stderr.count("\n") == 1


def test_a_platform_of_the_persons_own_is_left_to_qt(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/some/where")
    assert display.missing_library("nonsense") is None


def test_a_wayland_session_is_a_display(session, tmp_path, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(display, "missing_library", lambda _platform: None)
    monkeypatch.setattr(os, "environ", {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"})
    assert "no display" in display.missing_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert display.missing_display() is None
    assert os.environ["QT_QPA_PLATFORM"] == "wayland"


@pytest.mark.parametrize(
    ("environ", "begun"),
    [
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}, "wayland"),
        (
            {
                "DISPLAY": ":0",
                "WAYLAND_DISPLAY": "wayland-0",
                "XDG_SESSION_TYPE": "wayland",
                "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
            },
            "xcb",
        ),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "xcb"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": ""}, "xcb"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "xcb"),
        ({"QT_QPA_PLATFORM": "wayland;offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "vnc:port=5900"}, "vnc:port=5900"),
    ],
)
def test_qt_begins_with_what_was_found_to_work(session, environ, begun):
    session(**environ)
    assert display.missing_display() is None
    assert os.environ["QT_QPA_PLATFORM"] == begun


def test_where_x_lacks_a_library_wayland_will_do(session, monkeypatch):
    monkeypatch.setattr(display, "missing_library", {"xcb": "xcb lacks something"}.get)
    session(DISPLAY=":0", WAYLAND_DISPLAY="wayland-0")
    assert display.missing_display() is None
    assert os.environ["QT_QPA_PLATFORM"] == "wayland"
    session(DISPLAY=":0")
    assert display.missing_display() == "xcb lacks something"


@pytest.mark.parametrize("lacking", ["xcb", "wayland"])
def test_what_the_display_that_there_is_lacks_is_said(session, monkeypatch, lacking):
    monkeypatch.setattr(display, "missing_library", {lacking: "it lacks something"}.get)
    session(**{"xcb": {"DISPLAY": ":0"}, "wayland": {"WAYLAND_DISPLAY": "wayland-0"}}[lacking])
    assert display.missing_display() == "it lacks something"


@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_a_platform_without_a_screen_needs_none(monkeypatch, platform):
    monkeypatch.setattr(os, "environ", {"QT_QPA_PLATFORM": platform})
    assert display.missing_display() is None


def test_a_display_that_does_not_answer_is_said(session, monkeypatch):
    monkeypatch.setattr(display, "connects", lambda _display: False)
    session(DISPLAY=":0")
    assert display.missing_display().startswith(
        "the display :0 does not answer: start it in a desktop session"
    )


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("offscreen", f": on Debian, run `apt-get install {display.PICTURE_PACKAGES}`"),
        ("xcb", f": on Debian, run `apt-get install {display.PACKAGES}`"),
        ("wayland", f": on Debian, run `apt-get install {display.PACKAGES} libwayland-cursor0`"),
        ("vnc", ""),
    ],
)
def test_the_library_that_a_platform_lacks_is_said(monkeypatch, tmp_path, platform, words):
    def fail(_plugin):
        raise OSError("libGL.so.1: cannot open shared object file: No such file or directory")

    for name in ("offscreen", "xcb", "wayland-generic", "vnc"):
        (tmp_path / f"libq{name}.so").touch()
    monkeypatch.setattr(display, "plugins", lambda: tmp_path)
    monkeypatch.setattr(ctypes, "CDLL", fail)
    assert display.missing_library(platform) == f"Qt cannot start without libGL.so.1{words}"


def test_a_library_of_another_kind_is_one_sentence(monkeypatch, tmp_path):
    (tmp_path / "libqoffscreen.so").write_text("no library")
    monkeypatch.setattr(display, "plugins", lambda: tmp_path)
    sentence = display.missing_library("offscreen")
    assert sentence.startswith("Qt cannot start, since ")
    assert "\n" not in sentence


def test_where_qt_is_the_systems_own_nothing_is_looked_for(monkeypatch):
    monkeypatch.setattr(display, "find_spec", lambda _name: None)
    assert display.missing_library("offscreen") is None


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ImportError("libGL.so.1: cannot open shared object file: No such file or directory"),
            f"Qt cannot start without libGL.so.1: on Debian, run `apt-get install {display.PACKAGES}`",
        ),
        (
            ModuleNotFoundError("No module named 'PyQt5'", name="PyQt5"),
            "PyQt5 cannot be used (No module named 'PyQt5'): please install cnnviz again",
        ),
        (
            ImportError("\n\nIMPORTANT: read this.\n\n  It is long.\n"),
            "a package cannot be used (IMPORTANT: read this. It is long.): please install cnnviz again",
        ),
    ],
)
@pytest.mark.parametrize("words", [[], ["render", __file__, "-o", "out.png"]])
def test_a_package_that_cannot_be_imported_is_one_sentence(monkeypatch, capsys, words, error, sentence):
    from cnnviz import ui
    from cnnviz.export import batch

    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr(cli, "missing_display", lambda: None)
    monkeypatch.setattr(ui, "run", fail)
    monkeypatch.setattr(batch, "render_all", fail)
    assert cli.main(words) == 2
    assert capsys.readouterr().err == f"cnnviz: {sentence}\n"


def test_a_mistake_of_cnnvizs_own_is_no_missing_package(monkeypatch):
    from cnnviz import ui

    def fail(_path):
        raise ImportError("cannot import name 'x' from 'cnnviz.ui'", name="cnnviz.ui")

    monkeypatch.setattr(cli, "missing_display", lambda: None)
    monkeypatch.setattr(ui, "run", fail)
    with pytest.raises(ImportError, match="cannot import name"):
        cli.main([])
