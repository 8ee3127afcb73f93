import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cnnviz.display import PACKAGES

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_the_script_in_the_readme_runs(tmp_path):
    script = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    Image.linear_gradient("L").save(tmp_path / "photo.png")
    environ = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(CHECKOUT),
    }
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environ, check=True, timeout=600)
    with Image.open(tmp_path / "window.png") as picture:
        assert picture.width >= 1024


@pytest.mark.parametrize("place", ["README.md", ".ci/run"])
def test_the_packages_that_a_window_needs_are_the_same_everywhere(place):
    assert set(PACKAGES.split()) <= set(
        re.findall(r"[\w.-]+", (CHECKOUT / place).read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("name", ["start", "test"])
def test_each_command_is_valid_shell(name):
    command = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", README, re.DOTALL)[1]
    subprocess.run(["sh", "-n", "-c", command], check=True)
    inner = command.removeprefix("sh -ec '").rstrip().removesuffix("'")
    subprocess.run(["sh", "-n", "-c", inner], check=True)
