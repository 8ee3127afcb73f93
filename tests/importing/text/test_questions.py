"""What may mean two things is read in both ways, and asked; where nobody can be asked, it is no guess."""

import numpy as np
import pytest
from refusals import refusal

from cnnviz.importing import Refused, read_file, read_text
from cnnviz.importing.text.opening import open_text

SAME = [[1234, 2345], [3456, 4567]]


def readings(text):
    offer = open_text(text, "pasted")
    return {part.name: part.source("hwc", 0).values[..., 0].tolist() for part in offer.parts}


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_a_comma_with_three_digits_behind_it_is_asked(separator):
    text = f"1,234{separator}2,345\n3,456{separator}4,567"
    assert readings(text) == {
        "1,234 as 1234": SAME,
        "1,234 as 1.234": [[1.234, 2.345], [3.456, 4.567]],
    }
    assert refusal(read_text, text) == "'1,234' may be 1234 or 1.234: write it so"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234\t2,000\n15\t-3,500", [[1234, 2000], [15, -3500]]),  # the small ones have none
        ('"1,234","2,345"\n"3,456","4,567"', SAME),  # nobody parts cells and decimals by the same mark
        ("1,234,567\t2\n5\t3", [[1234567, 2], [5, 3]]),
        ("1,234.5\t2,000", [[1234.5, 2000]]),
        ("1,5\t1,234", [[1.5, 1.234]]),
        ("0,123\t0,456", [[0.123, 0.456]]),
        ("1234,567\t1,234", [[1234.567, 1.234]]),
        ("1,5;2\n", [[1.5, 2]]),
        ("a,b\n1,234\n5,678", [[1, 234], [5, 678]]),  # as many names as cells
        ("1,234,5\n1,2,3", [[1, 234, 5], [1, 2, 3]]),
    ],
)
def test_what_else_is_there_tells_what_a_comma_means(text, values):
    np.testing.assert_array_equal(read_text(text)[..., 0], values)


def test_a_comma_may_part_cells_or_thousands():
    assert readings("15,234\n2,345") == {
        "commas part cells": [[15, 234], [2, 345]],
        "commas part thousands": [[15234], [2345]],
    }
    assert (
        refusal(read_text, "15,234\n2,345")
        == "the comma of '15,234' may part cells or thousands: part cells by tabs"
    )
    assert read_text("255,128\n100,200")[..., 0].tolist() == [[255, 128], [100, 200]]
    assert len(readings("255,128\n100,200")) == 2


def test_a_file_is_named_where_it_would_be_a_guess(tmp_path):
    (tmp_path / "marks.tsv").write_text("1,234\t2,345")
    with pytest.raises(Refused, match=r"^marks\.tsv: '1,234' may be 1234 or 1\.234: write it so$"):
        read_file(tmp_path / "marks.tsv")


@pytest.mark.parametrize("text", ["1\u00a0234;2\u202f000", "1\u2009234 5"])
def test_blanks_within_a_number_part_no_cells(text):
    assert "blanks within a number" in refusal(read_text, text)


@pytest.mark.parametrize("text", ["1'234;2", "1 234;2 000", "1.234.567;2", "1.234,5;2", "12:30;1", "5%;6%"])
def test_what_is_written_otherwise_is_no_number(text):
    assert "is no number" in refusal(read_text, text)


def test_rows_that_stand_apart_may_be_channels():
    channels, rows = readings("1,2\n\n3,4\n\n5,6\n").items()
    assert rows == ("rows, 3×2", [[1, 2], [3, 4], [5, 6]])
    assert channels[0] == "channels, 1×2×3"
    np.testing.assert_array_equal(read_text("1,2\n\n3,4\n\n5,6\n"), [[[1, 3, 5], [2, 4, 6]]])


@pytest.mark.parametrize("text", [",a\n5,10\n7,20", "my table\n5 1 10\n7 3 20", "x\n0,10\n1,20"])
def test_a_first_column_that_may_be_an_index_is_asked(text):
    kept, left = readings(text).items()
    assert (kept[0], left[0]) == ("with the first column", "without the first column")
    assert [row[1:] for row in kept[1]] == left[1]


@pytest.mark.parametrize(
    "text",
    [
        ",a,b\n0,10,20\n1,30,40\n",
        ",0,1\n0,10,20\n1,30,40\n",
        '"","a","b"\n"1",10,20\n"2",30,40\n',
        '"a" "b"\n"1" 10 20\n"2" 30 40\n',
        "   a   b\n0  10  20\n1  30  40\n",
        "    0   1\n0  10  20\n1  30  40\n",
        "#;a;b\n1;10;20\n2;30;40\n",
        "Unnamed: 0,a,b\n0,10,20\n1,30,40\n",
        "|   | a | b |\n|--:|---|---|\n| 0 | 10 | 20 |\n| 1 | 30 | 40 |\n",
    ],
)
def test_a_nameless_column_that_counts_is_an_index(text):
    assert readings(text) == {"": [[10, 20], [30, 40]]}


@pytest.mark.parametrize("text", ["0,10\n1,20", "a,b\n0,10\n1,20", "5,10\n7,20"])
def test_a_column_that_counts_and_has_a_name_or_no_header_is_data(text):
    assert list(readings(text)) == [""]
    assert read_text(text).shape == (2, 2, 1)
