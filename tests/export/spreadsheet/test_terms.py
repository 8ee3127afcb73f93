"""Sums as formulas: what lies together is one range, and what does not is written out."""

import numpy as np
import pytest

from cnnviz.export.spreadsheet.sheets import Sheet, sheet_name
from cnnviz.export.spreadsheet.terms import At, Product, added, constant, largest, maximum, total

X, W = Sheet("X", "X", (4, 4)), Sheet("W turned", "W turned", (2, 2, 3, 2))


def products(*pairs):
    return [Product(tuple(At(sheet, cell) for sheet, cell in pair)) for pair in pairs]


def square(turn):
    """Return a 2x2 window times a kernel whose cells it meets in some order."""
    cells = [(0, 0), (0, 1), (1, 0), (1, 1)]
    return products(*(((X, cell), (W, (*turn(cell), 1, 0))) for cell in cells))


def test_a_window_times_a_kernel_is_one_product_of_ranges():
    assert total(square(lambda cell: cell)) == ["SUMPRODUCT(X!B5:C6,'W turned'!F5:G6)"]


@pytest.mark.parametrize("turn", [lambda cell: cell[::-1], lambda cell: (1 - cell[0], 1 - cell[1])])
def test_another_order_is_written_out(turn):
    assert len(total(square(turn))) == 4
    assert added(total(square(turn))).count("*") == 4


def test_what_has_gaps_is_no_range():
    assert total(products(((X, (0, 0)),), ((X, (0, 2)),))) == ["X!B5", "X!D5"]
    assert total(products(((X, (0, 0)),), ((X, (1, 1)),))) == ["X!B5", "X!C6"]
    assert largest([At(X, (0, 0)), At(X, (2, 0))]) == "MAX(X!B5,X!B7)"
    assert largest([At(X, (0, 0)), At(X, (0, 1))]) == "MAX(X!B5:C5)"


def test_each_channel_is_a_range_of_its_own():
    parts = total(products(*(((W, (u, v, k, 0)),) for k in (0, 1) for u in (0, 1) for v in (0, 1))))
    assert parts == ["SUM('W turned'!B5:C6)", "SUM('W turned'!F5:G6)"]


@pytest.mark.parametrize("value", [1 / 9, 2 / 25, -1 / 3, 0.1, 1e-300, 123456.789, -7.0, np.pi])
def test_a_constant_is_that_number(value):
    assert eval(constant(value)) == value


def test_signs_are_written_once():
    one = Product((At(X, (0, 0)),), ("-1",))
    assert added(total([*products(((X, (0, 1)),)), one])) == "X!C5-X!B5"


def test_names_of_sheets_differ_by_more_than_the_size_of_letters():
    assert [sheet_name("db", ["X"]), sheet_name("dB", ["db"]), sheet_name("y", ["Y", "y 2"])] == [
        "db",
        "dB 2",
        "y 3",
    ]
    assert len(sheet_name("probability " * 9, [])) <= 31


def test_no_function_has_more_arguments_than_a_spreadsheet_takes():
    texts = [f"X!A{row}" for row in range(600)]
    assert maximum(texts).count(",") == 599
    assert maximum(texts).startswith("MAX(MAX(X!A0,")
    assert max(part.count(",") for part in maximum(texts).split("MAX(")) <= 250
