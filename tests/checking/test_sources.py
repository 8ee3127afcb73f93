"""What is read of a file: programs, notebooks with their cells and magics, and what is none."""

import json

import pytest
from planted import plant, solution

from cnnviz.checking import check
from cnnviz.checking.conventions.reading.names import Meaning, given, made, words_of
from cnnviz.checking.source import CannotRead, read_source

WRONG = (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),)


def notebook(path, *cells):
    """Write a notebook of code cells, with one of words before them."""
    words = {"cell_type": "markdown", "source": ["# Convolution by hand"]}
    made = [{"cell_type": "code", "source": cell.splitlines(True), "outputs": []} for cell in cells]
    path.write_text(json.dumps({"cells": [words, *made], "nbformat": 4}), encoding="utf-8")
    return path


def test_a_notebook_is_checked_by_its_cells(tmp_path):
    forward, backward = plant(solution("plane"), WRONG).split("\n\n\ndef conv_backward")
    path = notebook(
        tmp_path / "mine.ipynb",
        "%matplotlib inline\n!pip install numpy\nimport numpy as np",
        forward,
        f"def conv_backward{backward}",
        "conv_forward(np.eye(4), np.eye(2)",
    )
    report = check(path)
    (found,) = report.diagnoses
    assert found.mistake == "assigned_not_added"
    assert found.where == "code cell 3, line 9"  # words above it are not counted, and said so
    assert any("2 lines of Jupyter's own" in note for note in report.notes)
    assert any("code cell 4" in note and "no Python" in note for note in report.notes)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ipynb", b"{}", "is no notebook"),
        ("a.ipynb", b"[1, 2", "is no notebook"),
        ("a.ipynb", b'{"cells": []}', "no cells with code"),
        ("a.py", b"\xff\xfe\x00", "not text in UTF-8"),
        ("a.py", b"x = (", "this is no Python"),
        ("a.py", b"(" * 100_000, "no Python"),
        ("a.py", b"x = 1\x00", "no Python"),
    ],
)
def test_what_is_no_solution_is_refused_in_one_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=words) as caught:
        read_source(path)
    assert "\n" not in str(caught.value)


def test_nothing_that_is_not_there_is_read(tmp_path):
    with pytest.raises(CannotRead, match="is not there"):
        read_source(tmp_path / "none.py")
    with pytest.raises(CannotRead, match="is not a file"):
        read_source(tmp_path)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("A_prev", Meaning.X),
        ("hparameters", Meaning.SETTINGS),
        ("filt_size", Meaning.SIZE),
        ("pool_height", Meaning.HEIGHT),
        ("output_gradient", Meaning.DY),
        ("learning_rate", Meaning.RATE),
        ("padding", Meaning.PADDING),
        ("dH", Meaning.DY),
        ("qwerty", None),
    ],
)
def test_names_say_what_arguments_are(name, meaning):
    assert given(name) is meaning


def test_names_of_results_and_functions():
    assert made("dA_prev") is Meaning.DX
    assert made("kernels_gradient") is Meaning.DWEIGHT
    assert words_of("MaxPool2D") == ("max", "pool2d")
    assert words_of("conv_forward_naive") == ("conv", "forward", "naive")
