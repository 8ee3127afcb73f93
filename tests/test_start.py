"""A start says in one sentence what it cannot do without, leaves nothing behind, and never waits for ever."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
RUN = "from cnnviz.ui import open_window; window = open_window(); window.close(); print(window.width())"


@pytest.fixture
def copy(tmp_path):
    """Return a copy of cnnviz that may be damaged."""
    for name in ("cnnviz", "resources"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def start(folder: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    for name in ("home", "temporary"):
        (folder / name).mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    places = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary"), "PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, "-B", *(command or ("-m", "cnnviz"))],
        env=kept | {"QT_QPA_PLATFORM": "offscreen"} | places | environ,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (".", "the file fonts/Roboto-Regular.ttf is not there: please install cnnviz again"),
        ("fonts", "the file fonts/Roboto-Regular.ttf is not there: please install cnnviz again"),
        ("themes", "the file themes/light.json is not there: please install cnnviz again"),
        ("presets", "the file presets is not there: please install cnnviz again"),
    ],
)
def test_without_its_files_a_start_is_one_sentence(copy, name, sentence):
    shutil.rmtree(copy / "resources" / name)
    done = start(copy)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"cnnviz: {sentence}\n")


def test_a_font_that_is_none_is_one_sentence(copy):
    (copy / "resources" / "fonts" / "Roboto-Bold.ttf").write_text("nonsense")
    done = start(copy)
    sentence = "the font Roboto-Bold that comes with cnnviz cannot be used: please install it again"
    assert (done.returncode, done.stderr) == (2, f"cnnviz: {sentence}\n")


def test_a_start_that_fails_in_any_other_way_is_not_silent(copy):
    (copy / "resources" / "themes" / "light.json").write_text("nonsense")
    done = start(copy)
    assert done.returncode == 2
    assert done.stderr.startswith("cnnviz: the window cannot be opened: JSONDecodeError: ")
    assert done.stderr.count("\n") == 1
    log = copy / "home" / ".local" / "share" / "cnnviz" / "cnnviz.log"
    assert "JSONDecodeError" in log.read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize(
    ("name", "use"), [(".config/cnnviz/cnnviz.conf", "settings"), (".local/share/cnnviz/cnnviz.log", "log")]
)
def test_a_pipe_among_its_files_is_one_sentence(tmp_path, name, use):
    pipe = tmp_path / "home" / name
    pipe.parent.mkdir(parents=True)
    os.mkfifo(pipe)
    done = start(tmp_path, PYTHONPATH=str(CHECKOUT))
    sentence = f"{pipe} is needed for the {use} and is no file: please move it away"
    assert (done.returncode, done.stderr) == (2, f"cnnviz: {sentence}\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no such folder")
def test_a_session_without_a_runtime_folder_neither_complains_nor_leaves_one(tmp_path):
    done = start(tmp_path, "-c", RUN, PYTHONPATH=str(CHECKOUT))
    assert (done.returncode, done.stdout) == (0, "1280\n")
    assert "XDG_RUNTIME_DIR" not in done.stderr
    assert not list((tmp_path / "temporary").iterdir())
