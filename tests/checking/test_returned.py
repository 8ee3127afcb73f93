"""What a function returns is compared, db also where no bias is given; what cannot be compared is said not to be."""

import pytest
from planted import plant, solution

from cnnviz.checking import check
from cnnviz.checking.comparing import AGREES
from cnnviz.checking.text import verdict

BY_HAND = """import numpy as np

def conv_backward(dY, X, W, stride=1, padding=0):
    N, H, Wd, C = X.shape
    kh, kw, _, F = W.shape
    Xp = np.pad(X, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dXp, dW = np.zeros_like(Xp), np.zeros_like(W)
    db = dY.sum(axis=(0, 1, 2))
    for n in range(N):
        for i in range(dY.shape[1]):
            for j in range(dY.shape[2]):
                rows, columns = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
                for f in range(F):
                    dW[..., f] += Xp[n, rows, columns, :] * dY[n, i, j, f]
                    dXp[n, rows, columns, :] += W[..., f] * dY[n, i, j, f]
    dX = dXp[:, padding:padding + H, padding:padding + Wd, :]
    return dX, dW, db
"""


def checked(tmp_path, text):
    """Return the report of a solution, and in how many settings db agrees, of how many."""
    path = tmp_path / "mine.py"
    path.write_text(text, encoding="utf-8")
    report = check(path)
    found = [tried.arrays.get("dbias") for one in report.examined for tried in one.tried]
    return report, [one.verdict == AGREES for one in found if one is not None]


def test_db_is_compared_where_no_bias_is_given(tmp_path):
    report, agreeing = checked(tmp_path, BY_HAND)
    assert len(agreeing) == 18
    assert all(agreeing)
    assert verdict(report) == "Every number agrees with the engine's, in 18 settings."


@pytest.mark.parametrize("returned", ["dX, dW, db", "dX, dW, dY.mean(axis=(0, 1, 2))"])
def test_a_wrong_db_is_found_where_no_bias_is_given(tmp_path, returned):
    text = plant(BY_HAND, (("dY.sum(", "dY.mean("), ("return dX, dW, db", f"return {returned}")))
    report, agreeing = checked(tmp_path, text)
    assert (report.exit_code, len(agreeing), sum(agreeing)) == (1, 18, 2)
    assert verdict(report) == "db agrees in 2 of 18 settings; dX and dW agree in all 18."
    (found,) = report.diagnoses
    assert (found.mistake, found.explains) == ("bias_gradient_averaged", "all")


def test_what_cannot_be_compared_is_said_not_to_be(tmp_path):
    report, agreeing = checked(tmp_path, plant(BY_HAND, (("return dX, dW, db", "return dX, dW, Xp"),)))
    assert (report.exit_code, agreeing) == (0, [])
    assert verdict(report) == (
        "Every number that was compared agrees with the engine's, in 18 settings. "
        "Not looked at: the third value, Xp, that conv_backward returns."
    )
    (told,) = report.to_json()["diagnoses"]
    assert told["sentence"] == "Not looked at: the third value, Xp, that conv_backward returns."


def test_none_is_nothing_to_be_compared(tmp_path):
    report, agreeing = checked(tmp_path, plant(BY_HAND, (("return dX, dW, db", "return dX, dW, None"),)))
    assert (agreeing, report.overlooked) == ([], ())
    assert "Every number agrees" in verdict(report)


def test_a_layer_that_keeps_db_and_no_bias_is_compared(tmp_path):
    text = solution("layers_keep").replace(" + self.b", "").replace("self.b = ", "self.nothing = ")
    _, agreeing = checked(tmp_path, text)
    assert agreeing
    assert all(agreeing)
    _, agreeing = checked(tmp_path, plant(text, (("self.db = dout.sum(", "self.db = dout.mean("),)))
    assert not all(agreeing)
