"""Tables of numbers, as they come from spreadsheets, files and notebooks, and as they go out again."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from refusals import refusal

from cnnviz.importing.files import open_file
from cnnviz.importing.source import Refused
from cnnviz.importing.text import decoding
from cnnviz.importing.text.opening import table
from cnnviz.importing.text.writing import table_text

ANY = st.floats(width=64)
SQUARE = [[1, 2], [3.5, -4]]


def read(text):
    """Read a table of one channel."""
    array = table(text)
    assert array.shape[2] == 1
    return array[..., 0].tolist()


def same_bits(one, other):
    assert one.shape == other.shape
    one, other = (np.ascontiguousarray(array, float) for array in (one, other))
    finite = ~np.isnan(one)
    np.testing.assert_array_equal(one.view(np.int64)[finite], other.view(np.int64)[finite])
    np.testing.assert_array_equal(np.isnan(one), np.isnan(other))


@given(arrays(float, array_shapes(min_dims=3, max_dims=3, max_side=6), elements=ANY))
def test_what_is_copied_is_pasted_bit_for_bit(array):
    same_bits(table(table_text(array)), array)


@given(arrays(float, array_shapes(min_dims=1, max_dims=2, max_side=6), elements=ANY))
def test_a_list_is_a_row_and_a_plane_has_one_channel(array):
    same_bits(table(table_text(array))[..., 0], np.atleast_2d(array))


def test_filters_are_copied_channel_by_channel_one_filter_after_the_other():
    weight = np.arange(24.0).reshape(2, 3, 2, 2)
    copied = table(table_text(weight))
    np.testing.assert_array_equal(copied[..., 1], weight[..., 1, 0])
    np.testing.assert_array_equal(copied[..., 2], weight[..., 0, 1])


@pytest.mark.parametrize(
    "text",
    [
        "1\t2\n3.5\t-4\n",
        "1,2\r\n3.5,-4\r\n",
        "1, 2\n3.5, -4",
        "1;2\n3,5;-4\n",
        "1\t2\n3,5\t−4",
        "1 2\n3.5   -4",
        "  1 2 \n 3.5 -4 \n\n\n",
        "1,0;2,00\n3,5;-4\n",
        '"1","2"\n"3,5","-4"',
        "a,b\n1,2\n3.5,-4",
        "\tfirst column\tsecond column\nrow 1\t1\t2\nrow 2\t3.5\t-4",
        "x;1;2\ny;3,5;-4",
        "1,2,\n3.5,-4,\n",
        "1\t2\t\t\n3.5\t-4\t\t\n\t\t\t\n",
        "[[1, 2], [3.5, -4]]",
        "[[ 1.   2. ]\n [ 3.5 -4. ]]",
        "array([[ 1. ,  2. ],\n       [ 3.5, -4. ]])",
        "tensor([[ 1.0000,  2.0000],\n        [ 3.5000, -4.0000]], dtype=torch.float64)",
        "+1,2e0\n35E-1,-.4e1",
    ],
)
def test_one_square_in_many_hands(text):
    assert read(text) == SQUARE


def test_a_single_number_and_a_single_column_are_tables():
    assert read("7") == [[7]]
    assert read("1\n2\n3") == [[1], [2], [3]]
    assert read("time\n1\n2") == [[1], [2]]


def test_words_for_what_is_not_finite_are_numbers():
    values = table("nan\tinf\t-inf\t−∞\nNaN\tInfinity\t+inf\t∞")[..., 0]
    np.testing.assert_array_equal(
        values, [[np.nan, np.inf, -np.inf, -np.inf], [np.nan, np.inf, np.inf, np.inf]]
    )


def test_blocks_are_channels():
    for gap in ("\n", "\n\n\n", "\t\t\n"):
        array = table(f"1\t2\n3\t4\n{gap}5\t6\n7\t8\n")
        np.testing.assert_array_equal(array, [[[1, 5], [2, 6]], [[3, 7], [4, 8]]])


@pytest.mark.parametrize("shape", [(2, 3, 3), (3, 5, 6), (2, 2, 1), (4, 4, 4)])
def test_a_printed_array_is_read_as_it_is_meant(shape):
    array = np.arange(np.prod(shape), dtype=float).reshape(shape)
    expected = array if shape[2] < 5 else np.moveaxis(array, 0, 2)
    for text in (str(array), repr(array), str(array.tolist()), f"\n  {array}\n"):
        np.testing.assert_array_equal(table(text), expected)


def test_a_comma_is_decimal_only_where_no_cell_has_a_point():
    assert read("1,5\t2\n3\t4") == [[1.5, 2], [3, 4]]
    assert refusal(table, "1,500\t2.5\n3\t4") == "'1,500' in row 1, column 1 is no number"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\t2\n3\tabc", "'abc' in row 2, column 2 is no number"),
        ("1,2,3\n4,5,6\n7,8,9,10", "row 3 has 4 numbers, the rows before it have 3"),
        ("1,2\n3", "row 2 has 1 number, the rows before it have 2"),
        ("a\tb\nx\t1\t2\ny\t3\t?", "'?' in row 3, column 3 is no number"),
        ("1\t\t3\n4\t5\t6", "the cell in row 1, column 2 is empty"),
        ("1.234,5\t2\n3\t4", "'1.234,5' in row 1, column 1 is no number"),
        ("1\t2\n3\t4\n\n5\t6", "block 2 has 1×2 numbers, the first 2×2: each is a channel"),
        ("1\n\n" * 17, "there are 17 blocks: images have up to 16 channels"),
        ("hello", "'hello' in row 1, column 1 is no number"),
        ("", "there are no numbers in it"),
        (" \n\t\n", "there are no numbers in it"),
        ("1_000 2", "'1_000' in row 1, column 1 is no number"),
        ("٣ 4", "'٣' in row 1, column 1 is no number"),
        ("1\0", "this is no text with numbers"),
        ("1 50%", "'50%' in row 1, column 2 is no number"),
        ("1 " + "9" * 40 + "!", "'99999999999999999999999…' in row 1, column 2 is no number"),
        ("[1 2 ... 9]", "'...' in row 1, column 3 is no number"),
    ],
)
def test_a_refusal_says_where_and_what(text, sentence):
    assert refusal(table, text) == sentence


@given(st.text(alphabet="0123456789.,;-e\t\n \"'[]an()∞−x", max_size=60))
def test_any_text_is_a_table_or_a_sentence(text):
    with suppress(Refused):  # and no other error, nor a warning
        array = table(text)
        assert array.ndim == 3
        assert array.size


def test_a_text_that_is_too_long_is_refused_unread(monkeypatch):
    monkeypatch.setattr(decoding, "MOST_BYTES", 10)
    assert "too long" in refusal(table, "1 2 3 4 5 6")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_encodings_of_spreadsheets(tmp_path, encoding):
    path = tmp_path / "Größe.csv"
    path.write_bytes("Größe;Höhe\r\n1,5;2\r\n".encode(encoding))
    offer = open_file(path)
    source = offer.parts[0].source("hwc", 0)
    assert (offer.name, source.picture, source.in_bytes) == ("Größe.csv", False, False)
    assert source.values[..., 0].tolist() == [[1.5, 2]]


@given(
    arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=ANY), st.sampled_from("\t,; ")
)
def test_what_numpy_saves_as_text_reads_back(tmp_path_factory, array, separator):
    path = tmp_path_factory.mktemp("text") / "numbers.txt"
    np.savetxt(path, array, fmt="%r", delimiter=separator)
    text = path.read_text().replace("np.float64(", "").replace(")", "")
    path.write_text(text)
    same_bits(open_file(path).parts[0].source("hwc", 0).values[..., 0], array)


def test_a_bad_file_is_named(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text("1,2\n3,x")
    with pytest.raises(Refused, match=r"^marks.csv: 'x' in row 2, column 2 is no number$"):
        open_file(path)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "vast.csv"
    with path.open("wb") as file:
        file.truncate(2**26)
    with pytest.raises(Refused, match=r"^vast.csv has 64 MB: tables of up to 32 MB are read$"):
        open_file(path)
