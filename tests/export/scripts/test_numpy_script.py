"""A run copied as NumPy is a program by itself, which makes the numbers on the screen and says where it does not."""

import re
import subprocess
import sys

import numpy as np
import pytest
from run_catalogue import experiments as catalogue
from run_catalogue import runs

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.explain.listings.files import program
from cnnviz.explain.listings.ways import WAYS
from cnnviz.export.scripts.numpy_script import numpy_script
from cnnviz.export.scripts.torch_script import torch_script
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of

PATIENCE = 600


def ended(script, tmp_path):
    """Run a program in a process of its own, where nothing of cnnviz can be imported."""
    path = tmp_path / "script.py"
    path.write_text(script, encoding="utf-8")
    given = [sys.executable, "-I", "-W", "ignore", str(path)]
    return subprocess.run(given, capture_output=True, text=True, timeout=PATIENCE, cwd=tmp_path)


@pytest.mark.some(4)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_every_example_of_the_gallery_runs_by_itself(example, tmp_path):
    experiment: Experiment = example.make()
    done = ended(numpy_script(experiment, run_of(experiment, example.options)), tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "All numbers are those on the screen.\n"


@pytest.mark.some(6)
@pytest.mark.parametrize(("name", "run"), runs()[::3])
@pytest.mark.parametrize("decimals", [0, 6])
def test_every_kind_of_layer_does(name, run, decimals, tmp_path):
    script = numpy_script(catalogue()[name.partition(",")[0]], run, decimals)
    assert "cnnviz." not in script
    done = ended(script, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_number_that_differs_in_its_last_digit_is_found(tmp_path):
    experiment = EXAMPLES[0].make()
    script = numpy_script(experiment, run_of(experiment))
    last = script.rindex('check("')
    at = re.compile(r"\d\.\d+").search(script, last)
    wrong = f"{float(at.group()) + 10 ** -len(at.group().partition('.')[2]):.{len(at.group()) - 2}f}"
    done = ended(script[: at.start()] + wrong + script[at.end() :], tmp_path)
    assert done.returncode == 1
    assert re.search(f"is not -?{re.escape(wrong)}\n", done.stderr)


def test_functions_of_listings_that_are_called_alike_are_alike():
    found = {}
    for name in WAYS:
        for text in re.split(r"^(?=def )", "\n".join(program(name).lines), flags=re.MULTILINE):
            if text:
                function = re.match(r"def (\w+)", text).group(1)
                assert found.setdefault(function, text.rstrip()) == text.rstrip(), function


@pytest.mark.some(1)
@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_what_rounding_leaves_of_terms_that_cancel_may_be_another(library, tmp_path):
    pytest.importorskip(library, reason="PyTorch is not installed")
    rows = "1 .9 .1 .1 .8 .7 .7", ".3 .6 .6 .6 .2 .4 .4", ".7 1 .9 .5 .4 .3 0", "0 .5 .3 .4 .9 .5 .6"
    image = np.array([row.split() for row in rows], float)[..., None]
    experiment = first_example().with_image(frozen(image), "tenths")
    write = {"numpy": numpy_script, "torch": torch_script}[library]
    first, calls, checks = write(experiment, run_of(experiment)).rpartition('check("Y"')
    other, left = re.subn(r"(?<=[ \n])-?\de-1[5-7](?=[ \n])", "4e-16", checks)
    assert left, "nothing is left of any sum"
    assert ended(first + calls + other, tmp_path).returncode == 0
    done = ended(first + calls + other.replace("4e-16", "4e-10", 1), tmp_path)
    assert done.returncode == 1
    assert "is not 4e-10" in done.stderr


def test_numbers_that_are_small_as_a_whole_are_compared_all_the_same(tmp_path):
    experiment = EXAMPLES[0].make()
    small = experiment.with_image(frozen(experiment.image * 1e-13), "small")
    script = numpy_script(small, run_of(small))
    assert ended(script, tmp_path).returncode == 0
    at = re.compile(r"\de-14").search(script, script.index('check("Y"')).start()
    wrong = script[:at] + str(int(script[at]) % 9 + 1) + script[at + 1 :]
    assert "AssertionError: Y: " in ended(wrong, tmp_path).stderr
