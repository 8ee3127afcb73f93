import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cnnviz.cli.arguments import check_parser, render_parser, window_parser
from cnnviz.cli.display import PACKAGES
from cnnviz.gallery.examples import GALLERY

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


SCRIPTS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_in_the_readme_runs(script, tmp_path):
    Image.linear_gradient("L").save(tmp_path / "photo.png")
    environ = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(CHECKOUT),
    }
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environ, check=True, timeout=600)
    if "window.png" in script:
        with Image.open(tmp_path / "window.png") as picture:
            assert picture.width >= 1024


@pytest.mark.parametrize("place", ["README.md", ".ci/setup"])
def test_the_packages_that_a_window_needs_are_the_same_everywhere(place):
    assert set(PACKAGES.split()) <= set(
        re.findall(r"[\w.-]+", (CHECKOUT / place).read_text(encoding="utf-8"))
    )


def calls():
    """Return what stands behind `cnnviz` wherever the README calls it, in a line of shell or within a sentence."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    lines = re.findall(r"^(?:\S*/)?cnnviz(?=\s|$)(.*)$", blocks, re.MULTILINE)
    return [line.split() for line in [*lines, *re.findall(r"`cnnviz( [^`]+)?`", README)]]


def understood(words):
    commands = {"render": render_parser, "check": check_parser}
    command = commands.get(words[0]) if words else None
    parser, words = (window_parser(), words) if command is None else (command(), words[1:])
    parser.allow_abbrev = False
    try:
        return parser.parse_args(words)
    except SystemExit as end:
        return end.code == 0  # it was asked for help


def test_every_call_in_the_readme_is_understood():
    found = calls()
    assert {words[0] for words in found if words} >= {"render", "photo.png", "--remove-desktop-entry"}
    assert not [words for words in found if not understood(words)]
    assert not understood(["--no-such-option"])


def test_every_option_of_the_window_is_in_the_readme():
    options = re.findall(r"--[a-z-]+", window_parser().format_usage())
    assert len(options) >= 3
    assert not [option for option in options if option not in README]


def test_every_file_that_the_readme_names_is_there():
    named = re.findall(r"`([\w/.]+(?:\.py|\.toml|/))`", README)
    assert len(named) > 20
    roots = [CHECKOUT / room for room in ("", "cnnviz", "cnnviz/engine", "cnnviz/run", "tests/run")]
    assert not [name for name in named if not any((root / name).exists() for root in roots)]


def test_the_readme_counts_the_examples_as_the_gallery_does():
    numbers = {31: "thirty-one", 32: "thirty-two", 33: "thirty-three", 34: "thirty-four"}
    assert f"**Open an example**: {numbers[sum(map(len, GALLERY.values()))]}," in README


def command(name: str) -> str:
    return re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", README, re.DOTALL)[1]


@pytest.mark.parametrize("name", ["start", "test"])
def test_each_command_is_valid_shell(name):
    subprocess.run(["sh", "-n", "-c", command(name)], check=True)
    inner = command(name).removeprefix("sh -ec '").rstrip().removesuffix("'")
    subprocess.run(["sh", "-n", "-c", inner], check=True)


TOOLS = {
    "sudo": 'exec "$@"',
    "apt-get": """
        note
        case $1 in
        -s)
            echo "NOTE: This is only a simulation!"
            test -e "$HOME/packages" || echo "${APT_SAYS:-Inst libgl1}"
            ;;
        install) touch "$HOME/packages" ;;
        esac
    """,
    "python3": """
        note
        for venv; do :; done
        mkdir -p "$venv/bin"
        cp "$here/pip" "$here/python" "$venv/bin/"
    """,
    "pip": """
        note
        test ! -e "$HOME/offline" || exit 1
        cp "$here/python" "$here/cnnviz"
    """,
    "python": 'test "$1" = --version || note',
}
HEAD = """#!/bin/sh
here=$(dirname "$0")
note() { echo "$(basename "$0") $ALL" >> "$NOTES"; }
ALL=$*
"""


class Machine:
    """A home and a checkout, where the commands that install and start write down that they were called."""

    def __init__(self, folder: Path) -> None:
        self.home, self.checkout, self.tools = folder / "the home", folder / "checkout", folder / "tools"
        for name in ("cnnviz/__pycache__", "resources"):
            (self.checkout / name).mkdir(parents=True)
        self.home.mkdir()
        self.tools.mkdir()
        (self.checkout / "pyproject.toml").touch()
        (self.checkout / "cnnviz" / "cli.py").touch()
        for name, script in TOOLS.items():
            (self.tools / name).write_text(f"{HEAD}{script}\n")
            (self.tools / name).chmod(0o755)

    def run(self, name: str) -> list[str]:
        """Return what was called, by its name and the first word that says what for."""
        notes = self.home / "notes"
        notes.write_text("")
        environ = os.environ | {
            "HOME": str(self.home),
            "PATH": f"{self.tools}:/usr/bin:/bin",
            "NOTES": str(notes),
        }
        subprocess.run(["sh", "-c", command(name)], cwd=self.checkout, env=environ, check=False, timeout=600)
        return [" ".join(line.split()[: 2 + ("-m" in line)]) for line in notes.read_text().splitlines()]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


INSTALLED = {
    "start": ["python3 -m venv", "pip install", "cnnviz"],
    "test": ["python3 -m venv", "pip install", "python -m pytest"],
}
STARTED = {name: calls[-1:] for name, calls in INSTALLED.items()}
ASKED = ["apt-get -s"]

both = pytest.mark.parametrize("name", ["start", "test"])


@both
def test_only_the_first_start_installs(machine, name):
    first = machine.run(name)
    assert first == [*ASKED, "apt-get update", "apt-get install", *INSTALLED[name]]
    assert machine.run(name) == machine.run(name) == STARTED[name]


@both
def test_a_new_dependency_installs_again_and_packages_that_are_there_need_no_rights(machine, name):
    machine.run(name)
    (machine.checkout / "pyproject.toml").write_text("more")
    assert machine.run(name) == [*ASKED, *INSTALLED[name]]
    assert machine.run(name) == STARTED[name]


def test_another_source_installs_again_unless_it_is_used_in_place(machine):
    machine.run("start"), machine.run("test")
    (machine.checkout / "cnnviz" / "__pycache__" / "cli.pyc").touch()
    assert machine.run("start") == STARTED["start"]
    (machine.checkout / "cnnviz" / "cli.py").write_text("more")
    assert machine.run("start") == [*ASKED, *INSTALLED["start"]]
    assert machine.run("test") == STARTED["test"]
    (machine.checkout / "resources" / "new.svg").touch()
    assert machine.run("start") == [*ASKED, *INSTALLED["start"]]


@both
def test_what_was_not_finished_is_not_started_and_done_again(machine, name):
    (machine.home / "offline").touch()
    assert machine.run(name)[-1] == "pip install"
    (machine.home / "offline").unlink()
    assert machine.run(name) == [*ASKED, *INSTALLED[name]]
    assert machine.run(name) == STARTED[name]


def test_packages_that_are_not_known_yet_are_asked_for(machine, monkeypatch):
    monkeypatch.setenv("APT_SAYS", "E: Unable to locate package libgl1")
    assert machine.run("start")[:3] == [*ASKED, "apt-get update", "apt-get install"]


def test_an_environment_that_works_is_kept_and_another_cleared(machine):
    def cleared():
        machine.run("start")
        return "--clear" in (machine.home / "notes").read_text()

    assert cleared()
    (machine.checkout / "cnnviz" / "cli.py").write_text("more")
    assert not cleared()
    script = machine.home / ".local" / "share" / "cnnviz" / "venv" / "bin" / "cnnviz"
    script.write_text("#!/no/python\n")
    (machine.tools / "python3").rename(machine.tools / "python3.13")
    (machine.tools / "python3").symlink_to("python3.13")
    assert cleared()


def test_the_command_that_is_installed_is_on_the_path_of_a_login(machine):
    machine.run("start")
    script = machine.home / ".local" / "bin" / "cnnviz"
    assert script.resolve() == machine.home / ".local" / "share" / "cnnviz" / "venv" / "bin" / "cnnviz"
