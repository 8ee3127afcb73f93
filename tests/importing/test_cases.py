"""Small inputs that people really have, each with the value that is right: the files beside `cases/cases.toml`."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from cnnviz.importing import Refused, read_file, read_text
from cnnviz.importing.files import open_file
from cnnviz.importing.text.opening import open_text, table

CASES = Path(__file__).parent / "cases"
PASTES = tomllib.loads((CASES / "cases.toml").read_text("utf-8"))["paste"]
GIVEN = [case for case in PASTES if isinstance(case["right"], list)]
ASKED = ("thousands-tab", "thousands-quoted-csv")
THIRD = 2 / 3


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: case["name"])
def test_what_is_pasted_has_the_right_numbers(case):
    right = np.array(case["right"], float)[..., None]
    for read in (read_text, table):
        found = read(case["text"])
        np.testing.assert_array_equal(found, right)
        assert found.dtype == np.float64


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: case["name"])
def test_only_what_is_unclear_is_asked(case):
    offer = open_text(case["text"], "pasted")
    assert (len(offer.parts) > 1) == (case["name"] in ASKED)


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: case["name"])
def test_the_same_text_in_a_file_has_the_same_numbers(tmp_path, case):
    path = tmp_path / "case.txt"
    path.write_text(case["text"], "utf-8", newline="")
    np.testing.assert_array_equal(read_file(path), read_text(case["text"]))


def test_channels_of_a_printed_tensor_come_first():
    (case,) = [case for case in PASTES if case["name"].startswith("torch-chw")]
    array = read_text(case["text"])
    np.testing.assert_array_equal(array, np.moveaxis(np.arange(48.0).reshape(3, 4, 4), 0, 2))
    assert not open_text(case["text"], "pasted").parts[0].unclear


FILES = {
    "v3.npy": np.arange(12.0).reshape(3, 4),
    "BMI.csv": [[21.5, 30], [28.1, 45]],
    "map.dat": [[1, 2], [3, 4]],
    "g2t.png": [[0, 1, THIRD, 1]],
    "g4t.png": [[1, THIRD]],
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_the_right_numbers(name):
    np.testing.assert_allclose(read_file(CASES / name)[..., 0], FILES[name], rtol=1e-15)


def test_a_digit_is_as_large_as_it_is():
    assert read_file(CASES / "digit28.csv").shape == (28, 28, 1)


@pytest.mark.parametrize(
    ("name", "words"), [("empty.npz", "holds no arrays"), ("book.xlsx", "save it there as CSV")]
)
def test_a_file_without_an_image_says_so(name, words):
    with pytest.raises(Refused, match=words):
        read_file(CASES / name)


def test_axes_that_can_be_read_in_two_ways_are_asked():
    (part,) = open_file(CASES / "chw_3x4x4.npy").parts
    assert part.unclear
    assert part.orders[:2] == ("hwc", "chw")
