"""At the kink of a ReLU another slope than the engine's is told as a rule, and no difference is looked for there."""

import numpy as np
import pytest

from cnnviz.checking import check
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.experiment.loss import Loss

SOLUTION = """
import numpy as np

def relu_forward(x):
    return np.maximum(0, x)

def relu_backward(dout, x):
    dx = {slope} * dout
    {more}
    return dx
"""
IMAGE = np.array([[0.0, 2.0, -1.0], [3.0, 0.0, -2.0], [0.0, 1.0, 4.0]])[..., None]
GRADIENT = np.array([[2.0, 3.0, 5.0], [-1.0, 4.0, 1.0], [0.0, 1.5, -2.0]])[..., None]


def checked(tmp_path, slope, more="pass"):
    """Return the report on a ReLU with some slope, tried on numbers two of which stand at its kink and count."""
    path = tmp_path / "mine.py"
    path.write_text(SOLUTION.format(slope=slope, more=more))
    return check(path, Experiment((IMAGE,), (Activation(),), "", Loss("typed", values=(GRADIENT,)), 0.1))


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        ("(x >= 0)", "1"),
        ("np.where(x == 0, 0.5, x > 0)", "0.5"),
        ("(np.maximum(0, x + 1e-6) - np.maximum(0, x - 1e-6)) / 2e-6", "0.5"),
    ],
)
def test_another_slope_there_is_no_fault_and_is_said(tmp_path, slope, words):
    report = checked(tmp_path, slope)
    assert report.agrees
    (note,) = report.notes
    assert "“This experiment”: dX[0, 0] and 1 more" in note
    assert f"Yours is {words}, the engine's 0, as PyTorch has it; either is right" in note


def test_of_the_engines_own_rule_nothing_is_said(tmp_path):
    report = checked(tmp_path, "(x > 0)")
    assert report.agrees
    assert report.notes == ()


def test_the_first_difference_is_a_real_one(tmp_path):
    report = checked(tmp_path, "(x >= 0)", "dx[:, 2:, 2:3] *= 1 + (x.shape[2] == 3)")
    assert not report.agrees
    (tried,) = (one for one in report.examined[0].tried if one.setting.name == "This experiment")
    assert [tuple(map(int, at)) for at in np.argwhere(tried.arrays["dx"].apart)] == [(0, 2, 2, 0)]
    assert any("kink" in note for note in report.notes)


@pytest.mark.parametrize("slope", ["1", "(x <= 0)", "(x >= 0) * 2"])
def test_what_is_wrong_elsewhere_is_compared_with_the_engines_rule(tmp_path, slope):
    report = checked(tmp_path, slope)
    assert not report.agrees
    assert report.notes == ()
