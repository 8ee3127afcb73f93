"""Texts of any length are refused in the time that it takes to look through them once, however they are made."""

import numpy as np
import pytest

from cnnviz.importing import Refused, read_text
from cnnviz.importing.text.readings import MOST_NUMBERS, MOST_ROWS
from cnnviz.progress import watched

MUCH = 2 * 10**6
NUMBERS = "there are more than 1.2 million numbers in it: no more are read"
ROWS = "there are more than 100000 rows in it: no more are read"


def refusal(text):
    with pytest.raises(Refused) as error:
        read_text(text)
    assert len(str(error.value)) <= 300
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1," * MUCH, NUMBERS),
        ("1 " * MUCH, NUMBERS),
        ('"1",' * MUCH, NUMBERS),
        ("|1" * MUCH, NUMBERS),
        ("[" + "1," * MUCH, "it has more than 20000 pieces that are no rows of numbers"),
        ("c(" + "1, " * MUCH + ")", NUMBERS),
        ("[" + "1 " * MUCH + "]", NUMBERS),
        ("[1] " + "1 " * MUCH, NUMBERS),
        ("A =\n" + "1 " * MUCH, NUMBERS),
        ("1\n" * MUCH, ROWS),
        ("\n" * MUCH, ROWS),
        ("\r" * MUCH + "x", ROWS),
        ("[" + "1;" * MUCH + "]", ROWS),
        ("[" + "[1]," * MUCH + "]", ROWS),
        ("[1] " * MUCH, ROWS),
        ("A(:,:,1) =\n" * MUCH, ROWS),
        ("[" + "np.float64(1), " * MUCH + "]", NUMBERS),
        ("[" + "tensor(1), " * 30_000 + "]", "it has more than 20000 pieces"),
        ("tensor([1]," + "dtype=a," * MUCH, "there are too many words beside the numbers"),
        ("9" * MUCH, "'99999999999999999999999…' in row 1, column 1 is no number"),
        ("[" + "9" * MUCH + "]", "'99999999999999999999999…' in row 1, column 1 is no number"),
        ("-" * MUCH, "'-----------------------…' in row 1, column 1 is no number"),
        ('"' * MUCH, "a cell in row 1 is too long for a number or a name"),
        ('"a' * 2 * MUCH, NUMBERS),
        ("tensor(" * MUCH, NUMBERS),
        ("#" * MUCH, "there are no numbers in it"),
        (" " * MUCH, "there are no numbers in it"),
        ("[]" * MUCH, "there are no numbers in it"),
        ("a" * MUCH, "'aaaaaaaaaaaaaaaaaaaaaaa…' in row 1, column 1 is no number"),
        ("a." * MUCH, "'a.a.a.a.a.a.a.a.a.a.a.a…' in row 1, column 1 is no number"),
        ("a=" * MUCH, "'a=a=a=a=a=a=a=a=a=a=a=a…' in row 1, column 1 is no number"),
        ("|-" * MUCH + "x", NUMBERS),
        ("1\u00a0" * MUCH, NUMBERS),
    ],
    ids=lambda value: repr(value[:9]),
)
@pytest.mark.some(5)
def test_a_long_text_is_refused_at_once(text, sentence):
    assert refusal(text).startswith(sentence)


def test_what_is_within_the_limits_is_read():
    rows = MOST_NUMBERS // 1200
    text = "\n".join([",".join(["0.5"] * 1200)] * rows)
    assert max(read_text(text).shape) == 1024
    assert read_text("1\n" * (MOST_ROWS - 1)).shape == (1024, 1, 1)


def test_a_mistake_far_down_is_found_and_no_row_is_looked_at_twice():
    reports = []
    text = "1,2\n" * 90_000 + "3,x"
    with (
        pytest.raises(Refused, match=r"'x' in row 90001, column 2"),
        watched(lambda share: reports.append(share) or True),
    ):
        read_text(text)
    shares = np.array(reports)
    assert (np.diff(shares[shares > 0]) > 0).all()
    assert len(shares) < 200


def test_wide_characters_do_not_make_a_text_four_times_as_large(tmp_path):
    from cnnviz.importing import read_file

    (tmp_path / "a.csv").write_bytes(b"1," * (9 * 2**20) + "😀".encode())
    with pytest.raises(Refused, match="the text is too long"):
        read_file(tmp_path / "a.csv")
