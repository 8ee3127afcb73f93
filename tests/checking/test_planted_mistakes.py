"""What is wrong with a solution is named: each mistake as learners write it, alone and in pairs."""

import itertools

import pytest
from planted import PLANTED, plant, planted, solution

from cnnviz.checking import check

EVERY_CHANGE = ("crop_at_zero_padding",)


def named(path, text):
    """Return the ids of the mistakes that are named, in order."""
    path.write_text(text, encoding="utf-8")
    return check(path)


def first_of(mistake):
    return next(
        number for number, one in enumerate(PLANTED) if one[0] == mistake and one[1] in ("naive", "plane")
    )


@pytest.mark.parametrize("mistake", EVERY_CHANGE)
def test_a_mistake_is_named_with_its_line_and_what_takes_it_back(tmp_path, mistake):
    number = first_of(mistake)
    _, name, changes = PLANTED[number]
    report = named(tmp_path / "solution.py", planted(number))
    (found,) = report.diagnoses
    assert report.exit_code == 1
    assert (found.mistake, found.explains) == (mistake, "all")
    lines = planted(number).split("\n")
    assert lines[found.line - 1] not in solution(name).split("\n")
    assert found.edit
    assert str(found.line) in found.words
    assert changes


FOUR = (
    ("np.zeros((oH, oW))", "np.zeros(oH, oW)"),
    (
        "for h in range(oH):\n        for w in range(oW):\n            out",
        "for h in range(H):\n        for w in range(Wd):\n            out",
    ),
    ("cache = (X, W)", "cache = (X, w)"),
    ("* dH[h, w]", "* dH(h, w)"),
)


def test_four_mistakes_that_hide_one_another_are_found_one_after_another(tmp_path):
    report = named(tmp_path / "solution.py", plant(solution("plane"), FOUR))
    assert {one.mistake for one in report.diagnoses} == {
        "wrong_shape_call",
        "loops_over_input",
        "wrong_cache",
        "called_not_indexed",
    }
    assert all("every number agrees" in one.outcome for one in report.diagnoses)


WRITTEN_IN = """
import numpy as np

def conv_backward(dY, X, W):
    dX = np.zeros((8, 8))
    dW = np.zeros((3, 3))
    for i in range(6):
        for j in range(6):
            dX[i:i+3, j:j+3] += dY[i, j] * W
            dW += dY[i, j] * X[i:i+3, j:j+3]
    return dX, dW
"""


def test_sizes_that_are_written_in_as_numbers_are_told_as_that(tmp_path):
    report = named(tmp_path / "solution.py", WRITTEN_IN)
    assert {one.mistake for one in report.diagnoses} == {"sizes_written_in"}


def test_what_agreed_by_a_cache_that_stood_in_may_be_lost(tmp_path):
    """While forward stops, backward gets what it expects; it differs once forward hands on what it has kept."""
    report = named(tmp_path / "solution.py", plant(solution("plane"), (FOUR[0], FOUR[2])))
    assert {one.mistake for one in report.diagnoses} == {"wrong_shape_call", "wrong_cache"}


@pytest.mark.long
def test_two_mistakes_are_found_one_after_another(tmp_path):
    text = solution("plane")
    text = plant(text, (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),))
    text = plant(text, (("* W)", "* np.rot90(W, 2))"),))
    report = named(tmp_path / "solution.py", text)
    assert {one.mistake for one in report.diagnoses} == {"assigned_not_added", "kernel_turned"}
    assert {one.explains for one in report.diagnoses} == {"some"}


def test_what_nothing_explains_is_told_by_where_it_parts(tmp_path):
    text = plant(
        solution("plane"), (("dW += X[h : h + f, w : w + f]", "dW += 0.37 + X[h : h + f, w : w + f] ** 2"),)
    )
    report = named(tmp_path / "solution.py", text)
    (found,) = report.diagnoses
    assert found.mistake is None
    assert "One window" in found.sentence
    assert found.parting.step == 0
    assert report.looked_at


@pytest.mark.long
def test_what_is_named_is_what_was_planted(tmp_path):
    wrong = []
    for number, (mistake, name, _) in enumerate(PLANTED):
        report = named(tmp_path / f"solution{number}.py", planted(number))
        if [one.mistake for one in report.diagnoses][:1] != [mistake]:
            wrong.append((number, mistake, name, [one.mistake for one in report.diagnoses]))
    assert len(wrong) <= 0.05 * len(PLANTED), wrong


@pytest.mark.long
def test_pairs_are_named(tmp_path):
    """Both of a pair are named in most cases, and hardly ever anything else."""
    pairs = [
        (one, other)
        for one, other in itertools.combinations(range(len(PLANTED)), 2)
        if PLANTED[one][1] == PLANTED[other][1] and PLANTED[one][0] != PLANTED[other][0]
    ][::12]
    both = other_names = tried = 0
    for number, (one, other) in enumerate(pairs):
        text = planted(one)
        if any(right not in text for right, _ in PLANTED[other][2]):
            continue
        tried += 1
        report = named(tmp_path / f"pair{number}.py", plant(text, PLANTED[other][2]))
        found = {diagnosis.mistake for diagnosis in report.diagnoses} - {None}
        planted_ids = {PLANTED[one][0], PLANTED[other][0]}
        both += planted_ids <= found
        other_names += bool(found - planted_ids)
    assert both >= 0.8 * tried, (both, other_names, tried)
    assert other_names <= 0.05 * tried, (both, other_names, tried)
