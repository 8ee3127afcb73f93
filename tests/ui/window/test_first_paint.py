"""What a start loads before the window is painted first: exactly what is on the list, so that no start grows unseen.

Each module takes a person a seventh of a millisecond, and there are hundreds. What a first paint does not need is
imported where it is used. Where something new has to be there, `--regenerate` writes the list anew.
"""

import re
import subprocess
import sys
from pathlib import Path

from process_tools import CHECKOUT, PATIENCE, UNTIL_PAINTED, surroundings

LIST = Path(__file__).with_name("first_paint.txt")
PROGRAM = """
import sys
import cnnviz.cli
from cnnviz.ui import open_window
window = open_window()
"""
LATER = """
print(*watch.loaded)
while "cnnviz.session.files.recovery" not in sys.modules:  # which comes as soon as it is painted
    QApplication.processEvents()
window.close()
"""
DEAR = {"PIL", "msgspec", "multiprocessing", "logging", "tempfile", "argparse"}


def test_a_first_paint_loads_what_is_on_the_list_and_nothing_else(tmp_path, pytestconfig):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + UNTIL_PAINTED + LATER],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    said = done.stderr.replace("This plugin does not support propagateSizeHints()\n", "")
    assert (done.returncode, said) == (0, "")
    loaded = done.stdout.split()
    own = sorted(name for name in loaded if name.partition(".")[0] == "cnnviz")
    if pytestconfig.option.regenerate:
        LIST.write_text("\n".join(own) + "\n", encoding="utf-8")
    listed = LIST.read_text(encoding="utf-8").split()
    assert sorted(set(own) - set(listed)) == [], "new at the first paint: import it where it is used"
    assert sorted(set(listed) - set(own)) == [], "no longer there: take it off the list"
    assert DEAR.isdisjoint(loaded)


def test_what_is_loaded_makes_its_named_tuples_as_the_house_does():
    python = re.compile(r"^from typing import.*\bNamedTuple\b", re.MULTILINE)  # which takes ten times as long
    paths = [CHECKOUT / name.replace(".", "/") for name in LIST.read_text(encoding="utf-8").split()]
    files = [path / "__init__.py" if path.is_dir() else path.with_suffix(".py") for path in paths]
    assert [file.name for file in files if python.search(file.read_text(encoding="utf-8"))] == []
