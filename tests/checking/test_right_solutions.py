"""Solutions that are right, in the conventions that people use: no number of them is ever called wrong."""

import numpy as np
import pytest
from planted import SOLUTIONS, solution

from cnnviz.checking import check
from cnnviz.checking.checked import check as check_again
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.recognising import subjects_in
from cnnviz.checking.conventions.signatures import contents_of
from cnnviz.checking.conventions.subjects import Topic
from cnnviz.checking.running.process import Runner
from cnnviz.checking.settings.setting import Sizes, convolution
from cnnviz.checking.source import read_source
from cnnviz.checking.trying import examined
from cnnviz.gallery.first_example import first_example

NAMES = sorted(path.stem for path in SOLUTIONS.glob("*.py"))
EVERY_CHANGE = ("course", "naive", "plane", "layer", "layers_keep")
UNDERSTOOD = {
    "course": (7, Layout.NHWC),
    "naive": (3, Layout.NCHW),
    "plane": (1, Layout.PLANE),
    "layer": (2, Layout.CHW),
    "by_names": (4, Layout.NHWC),
    "filters_last": (1, Layout.NCHW),
    "layers_keep": (3, Layout.NCHW),
    "arguments": (5, Layout.NHWC),
    "explicit": (1, Layout.PLANE),
    "averages": (3, Layout.NCHW),
    "plane_bias": (1, Layout.PLANE),
    "backward_only": (1, Layout.NHWC),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in EVERY_CHANGE else pytest.mark.long) for name in NAMES]
)
def test_a_right_solution_agrees(name):
    report = check(SOLUTIONS / f"{name}.py", first_example())
    subjects, layout = UNDERSTOOD[name]
    assert report.agrees
    assert report.exit_code == 0
    assert len(report.examined) == subjects
    convolution = next(one for one in report.examined if one.subject.topic is Topic.CONVOLUTION)
    assert convolution.adapter.layouts.image is layout
    assert not [one for one in report.diagnoses if not one.choice]
    assert not report.notes


def test_the_layers_of_an_experiment_are_tried_too():
    report = check(SOLUTIONS / "naive.py", first_example())
    tried = [tried.setting.name for one in report.examined for tried in one.tried]
    assert tried.count("This experiment") >= 2


def test_computing_in_float32_is_no_mistake(tmp_path):
    path = tmp_path / "single.py"
    path.write_text(
        solution("naive")
        .replace("N, C, H, W = x.shape", "x = x.astype(np.float32)\n    N, C, H, W = x.shape")
        .replace("np.zeros((N, F, H_out, W_out))", "np.zeros((N, F, H_out, W_out), np.float32)")
        .replace("return dx, dw, db", "return dx.astype(np.float32), dw.astype(np.float32), db"),
        encoding="utf-8",
    )
    assert check(path).agrees


@pytest.mark.long
def test_a_right_solution_agrees_in_a_thousand_random_settings():
    random, source = np.random.default_rng(), read_source(SOLUTIONS / "naive.py")
    subject = next(one for one in subjects_in(contents_of(source.text)) if one.topic is Topic.CONVOLUTION)
    with Runner() as runner:
        for _ in range(20):
            further = [drawn(random) for _ in range(50)]
            found = examined(subject, source, runner, further)
            wrong = [one.setting for one in found.tried if not one.agrees]
            assert not wrong


def drawn(random):
    """Return a setting of any small sizes."""
    kernel = tuple(int(size) for size in random.integers(1, 4, 2))
    padding, stride = (int(one) for one in random.integers(0, 3, 2))
    image = tuple(int(size) + one for size, one in zip(random.integers(0, 5, 2), kernel, strict=True))
    counts = [int(one) for one in random.integers(1, 4, 3)]
    sizes = Sizes("Drawn", image, kernel, stride + 1, padding, 1, *counts)
    setting = convolution(sizes, seed=int(random.integers(1e6)))
    if random.random() < 0.5:
        return setting
    return setting._replace(operation=in_single_precision(setting.operation))


def in_single_precision(operation):
    arrays = {name: getattr(operation, name).astype(np.float32) for name in ("x", "dy", "weight", "bias")}
    return operation._replace(**arrays)


def test_check_has_one_name():
    assert check is check_again
