import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz import __version__, cli
from cnnviz.cli import main
from cnnviz.export import batch
from cnnviz.export.subject import ExportOptions
from cnnviz.gallery.first_example import first_example
from cnnviz.storage import Document, save

QUIET = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
QUIET.pop("QT_QPA_PLATFORM", None)
CHECKOUT = Path(__file__).parents[2]


def cnnviz(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cnnviz", *words]
    return subprocess.run(
        command, env=QUIET | environ, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(autouse=True)
def _environ_is_put_back(monkeypatch):
    monkeypatch.setattr(os, "environ", os.environ.copy())


@pytest.fixture
def calls(monkeypatch, tmp_path):
    """Record what the window and the picture are asked for, and do neither."""
    from cnnviz import ui

    made: list[object] = []
    monkeypatch.chdir(tmp_path)
    for name in ("photo.png", "in.png", "render"):
        (tmp_path / name).write_bytes(b"picture")
    monkeypatch.setattr(cli, "missing_display", lambda: None)
    monkeypatch.setattr(cli, "missing_library", lambda _platform: None)
    monkeypatch.setattr(ui, "run", lambda path: made.append(path) or 0)
    monkeypatch.setattr(
        batch, "made", lambda path, suffix, options: made.append((path, suffix, options)) or b"made"
    )
    return made


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"cnnviz {__version__}\n"


@pytest.mark.parametrize(
    "words", ["--version", "--help", "render --help", "--install-desktop-entry", "--remove-desktop-entry"]
)
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
    assert len(done.stdout.splitlines()) == 5


def test_the_menu_entry_is_removed_and_named(tmp_path):
    installed = cnnviz("--install-desktop-entry", XDG_DATA_HOME=str(tmp_path)).stdout
    Path(installed.splitlines()[1]).write_text("mine")
    done = cnnviz("--remove-desktop-entry", XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == 0
    assert done.stdout.splitlines() == [installed.splitlines()[k] for k in (0, 2, 3, 4)]
    assert done.stderr == f"cnnviz: {installed.splitlines()[1]} is left, since cnnviz has not written it\n"
    assert not cnnviz("--remove-desktop-entry", XDG_DATA_HOME=str(tmp_path)).stdout


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


def test_a_file_address_is_the_file(calls, tmp_path):
    main([f"file://localhost{tmp_path}/photo.png"])
    main(["render", f"file://{tmp_path}/in%2Epng", "-o", "out.png"])
    assert calls[0] == tmp_path / "photo.png"
    assert calls[1][0] == tmp_path / "in.png"


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nosuch.png", "nosuch.png does not exist"),
        (
            "file://server/a.png",
            "file://server/a.png is on another computer: only files on this one can be opened",
        ),
        ("folder", "folder is a folder: choose an image file in it"),
    ],
)
@pytest.mark.parametrize("command", [[], ["render", "-o", "out.png"]])
def test_a_file_that_cannot_be_read_is_said_before_there_is_a_window(tmp_path, command, name, sentence):
    (tmp_path / "folder").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "cnnviz", *command, name],
        cwd=tmp_path,
        env=QUIET | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"cnnviz: {sentence}\n")


@pytest.mark.parametrize("out", ["in.png", "./in.png", "linked.png", "hard.png"])
def test_a_picture_is_not_written_over_what_it_is_made_of(calls, capsys, out):
    os.symlink("in.png", "linked.png")
    os.link("in.png", "hard.png")
    assert main(["render", "in.png", "-o", out]) == 2
    assert capsys.readouterr().err.endswith("would be written over itself: name another file behind -o\n")
    assert not calls


def test_what_a_picture_lacks_is_said(calls, capsys, monkeypatch):
    monkeypatch.setattr(cli, "missing_library", lambda platform: f"{platform} lacks something")
    assert main(["render", "in.png", "-o", "out.png"]) == 2
    assert capsys.readouterr().err == "cnnviz: offscreen lacks something\n"
    assert not calls


def test_a_picture_is_asked_for_as_it_was_said(calls):
    words = (
        "render in.png -o out.png --chapter convolve --steps 3:12 --size 800x600 --theme dark --decimals 4"
    )
    assert main(words.split()) == 0
    options = ExportOptions("convolve", (3, 12), (800, 600), "dark", 4)
    assert calls == [(Path("in.png"), ".png", options)]
    assert Path("out.png").read_bytes() == b"made"


def test_a_picture_has_defaults(calls):
    main(["render", "in.png", "-o", "out.png"])
    assert calls == [(Path("in.png"), ".png", ExportOptions())]


def test_automatic_decimals_can_be_asked_for(calls):
    main(["render", "in.png", "-o", "out.png", "--decimals", "auto"])
    assert calls[0][2].decimals == 0


def test_one_step_needs_no_range(calls):
    main(["render", "in.png", "-o", "out.png", "--steps", "7"])
    assert calls[0][2].steps == (7, 7)


@pytest.mark.parametrize(
    "words",
    [
        "a.png b.png",
        "--install-desktop-entry --remove-desktop-entry",
        "--frobnicate",
        "render",
        "render in.png",
        "render in.png -o out.png --steps 9:3",
        "render in.png -o out.png --steps twelve",
        "render in.png -o out.png --steps=-1:3",
        "render in.png -o out.png --size 0x5",
        "render in.png -o out.png --size big",
        "render in.png -o out.png --theme pink",
        "render in.png -o out.png --decimals 7",
        "render in.png -o out.png --decimals 1",
        "render in.png -o out.png --decimals many",
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

    monkeypatch.setattr(batch, "made", fail)
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


def test_a_document_is_drawn_and_what_is_none_is_one_sentence(tmp_path):
    save(Document(first_example()), tmp_path / "lesson.cnnviz")
    command = [sys.executable, "-m", "cnnviz", "render", "lesson.cnnviz", "-o", "step.png"]
    environ = {**os.environ, "PYTHONPATH": os.getcwd()}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "step.png").stat().st_size > 1000
    (tmp_path / "lesson.cnnviz").write_text('{"cnnviz": 7}')
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "cnnviz: lesson.cnnviz cannot be opened: it is of version 7, which a newer cnnviz"
    )
    assert done.stderr.count("\n") == 1
