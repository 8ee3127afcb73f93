"""What stands beside the numbers of a table is known for what it is, and no number is taken for it."""

import numpy as np
import pytest
from refusals import refusal

from cnnviz.importing.text.opening import table

NAN = np.nan


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("NA,NA\n1,2", [[NAN, NAN], [1, 2]]),
        ("NaN;NaN\n1;2", [[NAN, NAN], [1, 2]]),
        ("null,None\n1,2", [[NAN, NAN], [1, 2]]),
        ("True,False\n1,0", [[1, 0], [1, 0]]),
        ("TRUE\tFALSE\nFALSE\tTRUE", [[1, 0], [0, 1]]),
        ("inf,inf\n1,2", [[np.inf, np.inf], [1, 2]]),
        ("NA,1\nNA,2", [[NAN, 1], [NAN, 2]]),
        ("True,1\nFalse,2", [[1, 1], [0, 2]]),
        ("#N/A,1\n2,3", [[NAN, 1], [2, 3]]),
        ("2019,2020\n1,2", [[2019, 2020], [1, 2]]),
    ],
)
def test_values_in_words_are_no_names(text, values):
    np.testing.assert_array_equal(table(text)[..., 0], values)


@pytest.mark.parametrize(
    "cell", ["#DIV/0!", "#REF!", "#NAME?", "1st", "0x1F", "$5", "12:30", "5%", "-", "3x3"]
)
def test_what_may_be_a_value_is_refused_and_never_left_out(cell):
    assert refusal(table, f"{cell},{cell}\n1,2") == f"'{cell}' in row 1, column 1 is no number"
    assert refusal(table, f"{cell},1\n{cell},2") == f"'{cell}' in row 1, column 1 is no number"


@pytest.mark.parametrize(
    "text",
    [
        "# a b\n1 2\n3 4",
        "#a,b\n1,2\n3,4",
        "% a b\n%\n1 2\n3 4",
        "1 2 # first\n3 4 # second",
        "1,2\t# first\n3,4",
        "# name: A\n# type: matrix\n# rows: 2\n# columns: 2\n 1 2\n 3 4\n",
        "x1,x2\n1,2\n3,4",
        "Title\n\n1,2\n3,4",
        "two words\n1 2\n3 4",
        '"a, b",c\n1,2\n3,4',
        '"a\nb",c\n1,2\n3,4',
        "a b\tc\n1\t2\n3\t4",
        "sep=;\n1;2\n3;4",
        "sep=|\n1|2\n3|4",
        "1|2\n3|4",
        "|1|2|\n|3|4|",
        "| a | b |\n|:--|--:|\n| **1** | `2` |\n| 3 | 4 |",
        " a | b \n---+---\n 1 | 2 \n 3 | 4 ",
        "+---+---+\n| 1 | 2 |\n+---+---+\n| 3 | 4 |\n+---+---+",
        "1,2\r\r\n3,4\r\r\n",
        "1,2\r3,4\r",
        "\ufeff1,2\n3,4",
        "1\u00a02\n3\u00a04",
    ],
)
def test_one_square_among_words(text):
    assert table(text)[..., 0].tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b,c\n1,2,\n3,4,\n", "the cell in row 2, column 3 is empty"),
        ("1,2\ntotal,5", "'total' in row 2, column 1 is no number"),
        ("a,b\n(m),(s)\n1,2", "'(m)' in row 2, column 1 is no number"),
        ('"abc\n1,2', "'abc 1,2' in row 1, column 1 is no number"),
        ("1e999,2", "'1e999' in row 1, column 1 is no number"),
        ("−1e999,2", "'-1e999' in row 1, column 1 is no number"),
        ("9" * 401, "'99999999999999999999999…' in row 1, column 1 is no number"),
        ("1." + "0" * 399, "'1.000000000000000000000…' in row 1, column 1 is no number"),
        ("1 \u202e\x07x", "'x' in row 1, column 2 is no number"),
        (f'"{"x" * 200_000}",1', "a cell in row 1 is too long for a number or a name"),
    ],
)
def test_words_that_do_not_belong_are_refused(text, sentence):
    assert refusal(table, text) == sentence
