"""A start says in one sentence what it cannot do without, leaves nothing behind, and never waits for ever."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from process_tools import CHECKOUT, PATIENCE, PROGRAM, STARTED, surroundings

RUN = "from cnnviz.ui import open_window; window = open_window(); window.close(); print(window.width())"
RUN_AND_CLOSE = (
    f"{STARTED}\ndef prepare(window): window.grab(), window.close(){PROGRAM}"  # what is painted is there
)


@pytest.fixture
def copy(tmp_path):
    """Return a copy of cnnviz that may be damaged."""
    for name in ("cnnviz", "resources"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def start(folder: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", *(command or ("-m", "cnnviz"))],
        env=surroundings(folder, **environ),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def start_copy(copy):
    """Return what starts the copy."""
    return lambda *command: start(copy, *command, PYTHONPATH=str(copy))


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (".", "the file fonts/Roboto-Regular.ttf is not there: please install cnnviz again"),
        ("fonts", "the file fonts/Roboto-Regular.ttf is not there: please install cnnviz again"),
        ("themes", "the file themes/light.json is not there: please install cnnviz again"),
        ("presets", "the file presets/sobel_x.json is not there: please install cnnviz again"),
        ("prose", "the file prose/general.toml is not there: please install cnnviz again"),
    ],
)
def test_without_its_files_a_start_is_one_sentence(copy, start_copy, name, sentence):
    shutil.rmtree(copy / "resources" / name)
    done = start_copy()
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"cnnviz: {sentence}\n")


@pytest.mark.some(3)
@pytest.mark.parametrize("name", sorted(path.name for path in (CHECKOUT / "resources").iterdir()))
def test_whatever_is_missing_a_start_either_works_or_says_so(copy, start_copy, name):
    path = copy / "resources" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = start_copy("-c", RUN_AND_CLOSE)
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if done.stderr else 0)
    assert done.stderr.count("\n") <= 1


def test_what_the_system_says_is_one_sentence_that_names_the_file(copy, start_copy):
    file = copy / "resources" / "themes" / "light.json"
    file.unlink()
    file.mkdir()
    done = start_copy()
    assert (done.returncode, done.stderr) == (2, f"cnnviz: {file} cannot be used: Is a directory\n")


def test_a_font_that_is_none_is_one_sentence(copy, start_copy):
    (copy / "resources" / "fonts" / "Roboto-Bold.ttf").write_text("nonsense")
    done = start_copy()
    sentence = "the font Roboto-Bold that comes with cnnviz cannot be used: please install it again"
    assert (done.returncode, done.stderr) == (2, f"cnnviz: {sentence}\n")


def test_a_start_that_fails_in_any_other_way_is_not_silent(copy, start_copy):
    (copy / "resources" / "themes" / "light.json").write_text("nonsense")
    done = start_copy()
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
    done = start(tmp_path)
    sentence = f"{pipe} is needed for the {use} and is no file: please move it away"
    assert (done.returncode, done.stderr) == (2, f"cnnviz: {sentence}\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no such folder")
def test_a_session_without_a_runtime_folder_neither_complains_nor_leaves_one(tmp_path):
    done = start(tmp_path, "-c", RUN)
    assert (done.returncode, done.stdout) == (0, "1280\n")
    assert "XDG_RUNTIME_DIR" not in done.stderr
    assert not list((tmp_path / "temporary").iterdir())


@pytest.fixture
def lent(tmp_path):
    """Return the folder that a start lends Qt."""
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary" / f"cnnviz-run-{os.getuid()}"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no such folder")
def test_a_folder_that_a_start_has_left_is_taken_and_cleared_away(tmp_path, lent):
    lent.mkdir(mode=0o700)
    done = start(tmp_path, "-c", RUN)
    assert (done.returncode, "XDG_RUNTIME_DIR" in done.stderr) == (0, False)
    assert not lent.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no such folder")
@pytest.mark.parametrize("kind", ["open to others", "a link", "a file"])
def test_a_folder_that_others_may_look_into_is_not_lent(tmp_path, lent, kind):
    if kind == "open to others":
        lent.mkdir()
        lent.chmod(0o755)
    elif kind == "a link":
        (tmp_path / "private").mkdir(mode=0o700)
        lent.symlink_to(tmp_path / "private")
    else:
        lent.touch()
    done = start(tmp_path, "-c", RUN)
    assert done.returncode == 0
    assert "XDG_RUNTIME_DIR not set" in done.stderr
