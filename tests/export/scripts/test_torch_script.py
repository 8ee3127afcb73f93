"""A run copied as PyTorch: autograd makes the numbers on the screen, also where the order of adding decides."""

import contextlib
import io
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run_catalogue import experiments as catalogue
from run_catalogue import nothing_but_padding, some_padding_alone
from run_draws import experiments, run_options

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, Flatten, Linear, MaxPooling
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.export.scripts.torch_script import torch_script
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions

pytest.importorskip("torch", reason="PyTorch is not installed")
SAID = "All numbers are those on the screen.\n"
ODD = {"nothing but padding": nothing_but_padding("sum"), "some padding": some_padding_alone()}


def ended(script):
    """Run a program, and return what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize(
    "example",
    [pytest.param(one, marks=() if turn % 9 == 0 else pytest.mark.long) for turn, one in enumerate(EXAMPLES)],
    ids=lambda example: example.key,
)
def test_every_example_of_the_gallery(example):
    experiment = example.make()
    assert ended(torch_script(experiment, run_of(experiment, example.options))) == SAID


@pytest.mark.some(5)
@pytest.mark.parametrize("decimals", [0, pytest.param(6, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", [*catalogue(), *ODD])
def test_every_kind_of_layer(name, decimals):
    experiment = (catalogue() | ODD)[name]
    script = torch_script(experiment, run_of(experiment, RunOptions(0)), decimals)
    assert "numpy" not in script
    assert ended(script) == SAID


@settings(max_examples=settings.default.max_examples // 8)
@given(st.data())
def test_every_setting(data):
    experiment = data.draw(experiments())
    assert ended(torch_script(experiment, run_of(experiment, data.draw(run_options())))) == SAID


@pytest.mark.parametrize("name", ["classifier", "positions", "colour"])
def test_of_several_images_the_one_that_is_followed(name):
    experiment = catalogue()[name]
    loss, image = experiment.loss, experiment.image
    targets = tuple(frozen(target * part) for target in loss.targets for part in (1, 0.5))
    loss = replace(loss, labels=(2, 1) if loss.labels else (), targets=targets)
    several = replace(experiment, images=(frozen(image * 0.5), image), loss=loss)
    assert ended(torch_script(several, run_of(several, RunOptions(sample=1)))) == SAID


def in_tenths(seed):
    """Return an experiment whose sums cancel but for rounding, with kinks behind them that see the difference."""
    random = np.random.default_rng(seed)
    channels, filters, size = random.integers(1, 4, 3)
    image = frozen(random.integers(0, 4, (size + 3, size + 4, channels)) / 10)
    weight = random.integers(-3, 4, (3, 3, channels, filters)) / (10 if seed % 2 else 1)
    convolution = Convolution(
        Window(), frozen(weight), frozen(random.integers(-2, 3, filters) / 10), ("",) * filters
    )
    layers = [
        convolution,
        Activation("relu"),
        MaxPooling(PoolingWindow(), ("first", "all", "split")[seed % 3]),
    ]
    if seed % 4 == 3:
        layers[1:2] = [AveragePooling(PoolingWindow((2, 2), (1, 1))), Activation("leaky_relu")]
    shape = Experiment((image,), tuple(layers)).shapes[-1]
    units = random.integers(-3, 4, (int(np.prod(shape)), 2)) / 10
    layers += [Flatten(), Linear(frozen(units), frozen(np.zeros(2))), Activation("relu")]
    return Experiment((image,), tuple(layers))


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=() if seed in (3, 4, 6, 9) else pytest.mark.long) for seed in range(200)],
)
def test_sums_that_cancel(seed):
    experiment = in_tenths(seed)
    assert ended(torch_script(experiment, run_of(experiment))) == SAID


@pytest.mark.long
def test_it_runs_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(torch_script(EXAMPLES[0].make(), run_of(EXAMPLES[0].make())), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "ignore", str(path)]
    assert subprocess.run(command, capture_output=True, text=True, timeout=600).stdout == SAID


def test_a_number_that_differs_in_its_last_digit_is_found():
    script = torch_script(EXAMPLES[0].make(), run_of(EXAMPLES[0].make()))
    at = re.compile(r"\d\.\d+").search(script, script.rindex('check("'))
    wrong = f"{float(at.group()) + 10 ** -len(at.group().partition('.')[2]):.{len(at.group()) - 2}f}"
    with pytest.raises(AssertionError, match=f"is not -?{re.escape(wrong)}$"):
        ended(script[: at.start()] + wrong + script[at.end() :])
