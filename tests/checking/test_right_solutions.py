"""Solutions that are right, in the conventions that people use: no number of them is ever called wrong."""

import pytest
from planted import SOLUTIONS, solution

from cnnviz.checking import check
from cnnviz.checking.checked import check as check_again
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.subjects import Topic
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


def test_check_has_one_name():
    assert check is check_again
