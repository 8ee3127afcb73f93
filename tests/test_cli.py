import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz import __version__, cli, display
from cnnviz.cli import main

QUIET = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
QUIET.pop("QT_QPA_PLATFORM", None)


def cnnviz(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cnnviz", *words]
    return subprocess.run(
        command, env=QUIET | environ, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(autouse=True)
def _environ_is_put_back(monkeypatch):
    monkeypatch.setattr(os, "environ", os.environ.copy())


@pytest.fixture
def calls(monkeypatch):
    """Record what the window and the picture are asked for, and do neither."""
    from cnnviz import ui

    made: list[object] = []
    monkeypatch.setattr(cli, "missing_display", lambda: None)
    monkeypatch.setattr(ui, "run", lambda path: made.append(path) or 0)
    picture = type(sys)("cnnviz.export.picture")
    picture.render = lambda *places, **options: made.append((*places, options))
    monkeypatch.setitem(sys.modules, "cnnviz.export.picture", picture)
    return made


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"cnnviz {__version__}\n"


@pytest.mark.parametrize("words", ["--version", "--help", "render --help", "--install-desktop-entry"])
def test_what_needs_neither_qt_nor_numpy_loads_neither(tmp_path, words):
    program = (
        "import sys; from cnnviz.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "assert not {'PyQt5', 'numpy', 'PIL'} & set(sys.modules)"
    )
    environ = QUIET | {"XDG_DATA_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program, *words.split()], env=environ, check=True, timeout=600)


def test_the_menu_entry_is_installed_and_named(tmp_path):
    done = cnnviz("--install-desktop-entry", XDG_DATA_HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(Path(line).is_file() for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) == 3


def test_a_menu_entry_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = cnnviz("--install-desktop-entry", XDG_DATA_HOME=str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cnnviz: ")
    assert done.stderr.count("\n") == 1


def test_a_file_is_opened(calls):
    assert main(["photo.png"]) == 0
    assert main([]) == 0
    assert calls == [Path("photo.png"), None]


def test_a_file_that_is_called_render_can_be_opened(calls):
    main(["./render"])
    assert calls == [Path("render")]


def test_a_picture_is_asked_for_as_it_was_said(calls):
    words = "render in.png -o out.png --chapter convolve --steps 3:12 --size 800x600 --theme dark"
    assert main(words.split()) == 0
    options = {"chapter": "convolve", "steps": (3, 12), "size": (800, 600), "theme": "dark"}
    assert calls == [(Path("in.png"), Path("out.png"), options)]


def test_a_picture_has_defaults(calls):
    main(["render", "in.png", "-o", "out.png"])
    options = {"chapter": None, "steps": None, "size": None, "theme": "light"}
    assert calls == [(Path("in.png"), Path("out.png"), options)]


def test_one_step_needs_no_range(calls):
    main(["render", "in.png", "-o", "out.png", "--steps", "7"])
    assert calls[0][2]["steps"] == (7, 7)


@pytest.mark.parametrize(
    "words",
    [
        "a.png b.png",
        "--frobnicate",
        "render",
        "render in.png",
        "render in.png -o out.png --steps 9:3",
        "render in.png -o out.png --steps twelve",
        "render in.png -o out.png --steps=-1:3",
        "render in.png -o out.png --size 0x5",
        "render in.png -o out.png --size big",
        "render in.png -o out.png --theme pink",
    ],
)
def test_wrong_arguments_exit_with_2(calls, capsys, words):
    with pytest.raises(SystemExit) as stop:
        main(words.split())
    assert stop.value.code == 2
    assert "usage: cnnviz" in capsys.readouterr().err
    assert not calls


@pytest.mark.parametrize("error", [ValueError("in.png is a folder"), OSError("in.png is a folder")])
def test_what_cannot_be_done_is_one_sentence(calls, capsys, monkeypatch, error):
    def fail(*_places, **_options):
        raise error

    monkeypatch.setattr(sys.modules["cnnviz.export.picture"], "render", fail)
    assert main(["render", "in.png", "-o", "out.png"]) == 2
    assert capsys.readouterr().err == "cnnviz: in.png is a folder\n"


@pytest.mark.parametrize("name", ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"])
def test_numpy_uses_one_thread_unless_told_otherwise(calls, name):
    os.environ.pop(name, None)
    main([])
    assert os.environ[name] == "1"
    os.environ[name] = "4"
    main([])
    assert os.environ[name] == "4"


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")


@linux
def test_without_a_display_one_sentence_says_what_to_do():
    done = cnnviz()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cnnviz: there is no display")
    assert "cnnviz render" in done.stderr
    assert "xvfb" in done.stderr
    assert done.stderr.count("\n") == 1


@linux
@pytest.mark.parametrize("name", [":987", "unix:987", "localhost:987", "nonsense"])
def test_a_display_that_does_not_answer_is_one_sentence(name):
    done = cnnviz(DISPLAY=name)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "does not answer" in done.stderr or "apt-get install" in done.stderr


@linux
def test_a_wayland_session_is_a_display(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"})
    assert "no display" in display.missing_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert display.missing_display() is None
    assert os.environ["QT_QPA_PLATFORM"] == "wayland"


@linux
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5900"])
def test_a_platform_without_a_screen_needs_none(monkeypatch, platform):
    monkeypatch.setattr(os, "environ", {"QT_QPA_PLATFORM": platform})
    assert display.missing_display() is None


@linux
@pytest.mark.parametrize(
    ("lacking", "answers", "sentence"),
    [
        ("libxcb-icccm.so.4", True, "without libxcb-icccm.so.4: on Debian, run `apt-get install"),
        (None, False, "the display :0 does not answer"),
    ],
)
def test_what_a_window_lacks_is_said(monkeypatch, lacking, answers, sentence):
    monkeypatch.setattr(os, "environ", {"DISPLAY": ":0"})
    monkeypatch.setattr(display, "missing_library", lambda: lacking)
    monkeypatch.setattr(display, "connects", lambda _display: answers)
    assert sentence in display.missing_display()


def test_a_window_with_all_it_needs_is_shown(monkeypatch):
    monkeypatch.setattr(os, "environ", {"DISPLAY": ":0"})
    monkeypatch.setattr(display, "missing_library", lambda: None)
    monkeypatch.setattr(display, "connects", lambda _display: True)
    assert display.missing_display() is None


def test_a_library_that_qt_lacks_is_named(monkeypatch, capsys):
    from cnnviz import ui

    def fail(_path):
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(cli, "missing_display", lambda: None)
    monkeypatch.setattr(ui, "run", fail)
    assert main([]) == 2
    error = capsys.readouterr().err
    assert error.startswith(
        "cnnviz: Qt cannot start without libGL.so.1: on Debian, run `apt-get install libgl1"
    )
