"""Solutions as learners write them, each in a way of its own: what is right agrees, what is planted is named."""

import json

import pytest
from planted import SOLUTIONS, plant
from planted_flat import FLAT
from planted_styles import STYLES

from cnnviz.checking import check
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.subjects import Topic

LEARNERS = SOLUTIONS / "learners"
UNDERSTOOD = {
    "affine_cs": {
        Topic.LINEAR: Layout.ANYHOW,
        Topic.ACTIVATION: Layout.NHWC,
        Topic.CROSS_ENTROPY: Layout.ROWS,
    },
    "closures": {Topic.CONVOLUTION: Layout.NHWC},
    "deep_course": {Topic.LINEAR: Layout.COLUMNS, Topic.ACTIVATION: Layout.NHWC},
    "einsums": {Topic.CONVOLUTION: Layout.NCHW},
    "fc_functions": {Topic.LINEAR: Layout.ROWS, Topic.ACTIVATION: Layout.NHWC, Topic.UPDATE: Layout.NHWC},
    "from_scratch": {
        Topic.CONVOLUTION: Layout.NCHW,
        Topic.MAX_POOLING: Layout.NCHW,
        Topic.LINEAR: Layout.ANYHOW,
        Topic.ACTIVATION: Layout.NHWC,
        Topic.SOFTMAX: Layout.ROWS,
        Topic.CROSS_ENTROPY: Layout.ROWS,
    },
    "functional": {
        Topic.CONVOLUTION: Layout.NCHW,
        Topic.AVERAGE_POOLING: Layout.NCHW,
        Topic.LINEAR: Layout.ROWS,
        Topic.ACTIVATION: Layout.NHWC,
        Topic.CROSS_ENTROPY: Layout.ROWS,
        Topic.MSE: Layout.ROWS,
    },
    "global_constants": {Topic.CONVOLUTION: Layout.PLANE},
    "half_square": {Topic.LINEAR: Layout.ROWS, Topic.ACTIVATION: Layout.NHWC, Topic.MSE: Layout.ROWS},
    "hparam_letters": {
        Topic.CONVOLUTION: Layout.NHWC,
        Topic.MAX_POOLING: Layout.NHWC,
        Topic.AVERAGE_POOLING: Layout.NHWC,
    },
    "im2cols": {Topic.CONVOLUTION: Layout.NCHW},
    "keywords": {Topic.CONVOLUTION: Layout.NCHW},
    "lambdas": {Topic.ACTIVATION: Layout.NHWC, Topic.SOFTMAX: Layout.ROWS, Topic.MSE: Layout.ROWS},
    "layers_dense": {
        Topic.LINEAR: Layout.COLUMN,
        Topic.ACTIVATION: Layout.NHWC,
        Topic.SOFTMAX: Layout.COLUMN,
        Topic.MSE: Layout.COLUMN,
    },
    "main_guard": {Topic.SINGLE_STEP: Layout.HWC, Topic.CONVOLUTION: Layout.NCHW},
    "nested": {Topic.CONVOLUTION: Layout.NHWC},
    "one_image": {Topic.CONVOLUTION: Layout.STACK, Topic.MAX_POOLING: Layout.HWC},
    "params_and_grads": {Topic.CONVOLUTION: Layout.NCHW},
    "passes": {Topic.CONVOLUTION: Layout.NHWC, Topic.LINEAR: Layout.ROWS, Topic.ACTIVATION: Layout.NHWC},
    "pictures": {Topic.CONVOLUTION: Layout.PLANE, Topic.MAX_POOLING: Layout.PLANE},
    "pool_modes": {Topic.MAX_POOLING: Layout.NHWC, Topic.AVERAGE_POOLING: Layout.NHWC},
    "softmaxes": {
        Topic.ACTIVATION: Layout.NHWC,
        Topic.SOFTMAX: Layout.ROWS,
        Topic.CROSS_ENTROPY: Layout.ROWS,
        Topic.MSE: Layout.ROWS,
    },
    "strided": {Topic.CONVOLUTION: Layout.NHWC},
    "tabs_and_comments": {Topic.CONVOLUTION: Layout.PLANE},
    "torchlike": {
        Topic.CONVOLUTION: Layout.NCHW,
        Topic.LINEAR: Layout.ROWS,
        Topic.ACTIVATION: Layout.NHWC,
        Topic.CROSS_ENTROPY: Layout.ROWS,
        Topic.MSE: Layout.ROWS,
    },
    "typed": {Topic.CONVOLUTION: Layout.NHWC},
    "with_scipy": {Topic.CONVOLUTION: Layout.CHW},
}
EVERY_CHANGE = ("affine_cs", "closures", "global_constants", "layers_dense", "keywords", "passes")
NOTED = {"from_scratch": "dout[self.mask] = 0", "main_guard": "weights_of_last_week.npy"}
FEW = (5, 11, 17)


def some(names, few):
    """Return what is tried for every change, and the rest for the long run."""
    return [pytest.param(name, marks=() if name in few else pytest.mark.long) for name in names]


def read(name):
    return (LEARNERS / f"{name}.py").read_text(encoding="utf-8")


def test_every_solution_is_told_of():
    assert {path.stem for path in LEARNERS.glob("*.py")} == UNDERSTOOD.keys()


@pytest.mark.parametrize("name", some(UNDERSTOOD, EVERY_CHANGE))
def test_what_is_right_agrees_and_is_understood(name):
    if name == "with_scipy":
        pytest.importorskip("scipy", reason="SciPy, which this solution imports, is not installed")
    report = check(LEARNERS / f"{name}.py")
    assert report.agrees
    found = {one.subject.topic: one.adapter.layouts.image for one in report.examined}
    assert found == UNDERSTOOD[name]
    assert not [one for one in report.diagnoses if not one.choice]
    assert not report.overlooked
    for one in report.examined:
        if one.subject.topic is Topic.CONVOLUTION:
            assert {"dweight", "weight_new"} & {name for tried in one.tried for name in tried.arrays}
    notes = " ".join(report.notes)
    assert NOTED[name] in notes if name in NOTED else not notes


def planted(tmp_path, number, of=FLAT):
    """Return what is named of a mistake that is planted."""
    _, name, changes = of[number]
    path = tmp_path / f"{name}{number}.py"
    path.write_text(plant(read(name), changes), encoding="utf-8")
    report = check(path)
    assert report.exit_code == 1
    return [one.mistake for one in report.diagnoses]


@pytest.mark.parametrize("number", FEW)
def test_a_mistake_in_a_list_of_numbers_is_named(tmp_path, number):
    assert planted(tmp_path, number) == [FLAT[number][0]]


@pytest.mark.long
@pytest.mark.parametrize("of", [FLAT, STYLES], ids=["lists", "styles"])
def test_what_is_named_is_what_was_planted(tmp_path, of):
    if of is STYLES:
        pytest.importorskip("scipy", reason="SciPy, which some of these solutions import, is not installed")
    named = [planted(tmp_path, number, of) for number in range(len(of))]
    wrong = [(number, found) for number, found in enumerate(named) if found[:1] != [of[number][0]]]
    assert len(wrong) <= 0.05 * len(of), wrong
    others = [number for number, found in enumerate(named) if set(found) - {of[number][0], None}]
    assert len(others) <= 0.05 * len(of), others


def notebook(path, text):
    """Write a solution as a notebook: an attempt before it, what was shown, lines that are Jupyter's own."""
    head, *functions = text.split("\n\ndef ")
    attempt = f"def {functions[0]}".replace("np.zeros", "np.ones") + "\n"
    own = [f"def {function}\n" for function in functions]
    cells = ["%matplotlib inline\n%load_ext autoreload\n!pip list\n" + head, attempt, "help?", *own]
    cells += ["%%time\nx = np.eye(3)\nx", "%%html\n<b>done</b>", "plt.imshow(x)"]
    shown = [{"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo="}, "metadata": {}}]
    made = [
        {"cell_type": "code", "source": cell.splitlines(True), "outputs": shown, "execution_count": 7}
        for cell in cells
    ]
    words = {"cell_type": "markdown", "source": "# Homework 2"}
    told = {"cells": [words, *made], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", some(["affine_cs", "tabs_and_comments", "im2cols", "typed"], ["im2cols"]))
def test_the_last_of_several_versions_in_a_notebook_counts(tmp_path, name):
    report = check(notebook(tmp_path / "homework.ipynb", read(name).replace("\n\n\ndef", "\n\ndef")))
    assert report.agrees
    assert any("lines of Jupyter's own are left out" in note for note in report.notes)
    assert any("'plt' is not defined" in note for note in report.notes)
