"""What a check says: as JSON for graders, as text on a terminal, by its exit code."""

import json

import numpy as np
import pytest
from planted import SOLUTIONS, plant, solution

from cnnviz.checking import check
from cnnviz.checking.comparing import AGREES, DIFFERS, Compared, Tried
from cnnviz.checking.settings.setting import Sizes, convolution
from cnnviz.checking.text import verdict, written
from cnnviz.cli import main
from cnnviz.gallery.first_example import first_example
from cnnviz.run.kinds import numbers_of

WRONG = (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    path = tmp_path_factory.mktemp("wrong") / "mine.py"
    path.write_text(plant(solution("plane"), WRONG), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(wrong):
    return check(wrong)


def test_the_json_is_what_graders_read(report):
    told = json.loads(report.json())
    assert told["version"] == 1
    assert told["agrees"] is False
    assert told["functions"][1] == {
        "name": "conv_backward",
        "convention": "plain two-dimensional",
        "role": "convolution backward",
    }
    by_name = {setting["name"]: setting for setting in told["settings"]}
    assert by_name["One window"]["arrays"] == {"y": "agrees", "dx": "agrees", "dweight": "agrees"}
    assert by_name["Overlap"]["arrays"]["dx"] == "differs"
    assert all(setting["error"] is None for setting in told["settings"])
    (diagnosis,) = told["diagnoses"]
    assert (diagnosis["mistake"], diagnosis["line"], diagnosis["explains"]) == (
        "assigned_not_added",
        25,
        "all",
    )
    assert diagnosis["edit"] == "dX[h : h + f, w : w + f] += W * dH[h, w]"


def test_hints_say_less(report):
    assert json.loads(report.json("none"))["diagnoses"] == []
    (where,) = json.loads(report.json("where"))["diagnoses"]
    assert (where["mistake"], where["edit"], where["line"]) == (None, None, 25)
    assert "Assigned" not in written(report, "where")
    assert "line 25" in written(report, "where")
    assert "line 25" not in written(report, "none")
    assert "Assigned instead of added" in written(report)


def test_the_command_line_ends_by_what_it_found(wrong, tmp_path, capsys):
    out = tmp_path / "report.json"
    assert main(["check", str(wrong), "--report", str(out)]) == 1
    assert json.loads(out.read_text(encoding="utf-8"))["agrees"] is False
    said = capsys.readouterr().out
    assert "    line 25: dX[h : h + f, w : w + f] = W * dH[h, w]\n" in said
    assert "    becomes: dX[h : h + f, w : w + f] += W * dH[h, w]\n" in said
    assert "With this line changed every number agrees, in all" in said
    assert main(["check", str(tmp_path / "none.py"), "--report", str(out)]) == 2
    assert "is not there" in capsys.readouterr().err
    (why,) = json.loads(out.read_text(encoding="utf-8"))["diagnoses"]
    assert "is not there" in why["sentence"]


def test_arrays_are_compared_with_an_experiment(tmp_path):
    experiment, path = first_example(), tmp_path / "mine.npz"
    numbers = numbers_of(experiment)
    place = numbers.operation(0)
    dx, learned = numbers.gradients[place - 1], numbers.parameter_gradients(0)[place]
    np.savez(path, dX=dx[0, :, :, 0], dW=learned["dweight"][:, :, 0, 0], db=learned["dbias"])
    assert check(path, experiment).agrees
    np.savez(path, dX=dx[0, :, :, 0], dW=learned["dweight"][::-1, ::-1, 0, 0])
    report = check(path, experiment)
    assert [one.mistake for one in report.diagnoses] == ["kernel_turned"]
    assert check(path).exit_code == 2
    path.write_bytes(b"PK\x03\x04 damaged")
    assert "cannot be read" in check(path, experiment).cannot or "damaged" in check(path, experiment).cannot


def test_right_is_right_in_text_too():
    assert "Every number agrees" in written(check(SOLUTIONS / "plane.py"))


def counted(**arrays):
    """Return settings in which arrays agree as often as is said, of 3."""
    settings = (convolution(Sizes("One")),) * 3
    nothing = np.zeros(1)
    return tuple(
        Tried(
            setting,
            {
                name: Compared(name, AGREES if number < good else DIFFERS, nothing)
                for name, good in arrays.items()
            },
        )
        for number, setting in enumerate(settings)
    )


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (
            {"y": 3, "dx": 2, "dweight": 1, "dbias": 3},
            "dX agrees in 2 of 3 settings, dW in 1 of 3; the output and db agree in all 3.",
        ),
        (
            {"y": 0, "dx": 3, "dweight": 2},
            "The output agrees in none of 3 settings, dW in 2 of 3; dX agrees in all 3.",
        ),
        (
            {"y": 1, "dx": 0, "dweight": 2},
            "The output agrees in 1 of 3 settings, dX in none of 3, dW in 2 of 3.",
        ),
    ],
)
def test_the_verdict_says_what_agrees_and_what_does_not(report, arrays, words):
    (one,) = report.examined
    assert verdict(report._replace(examined=(one._replace(tried=counted(**arrays)),))) == words


def test_of_one_setting_it_says_what_differs(report):
    (one,) = report.examined
    tried = counted(y=1, dx=0, dweight=1)[:1]
    words = "dX differs; the output and dW agree."
    assert verdict(report._replace(examined=(one._replace(tried=tried),))) == words
