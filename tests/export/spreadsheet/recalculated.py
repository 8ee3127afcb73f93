"""A spreadsheet worked out by itself: the formulas are read by openpyxl's tokenizer, and done in plain Python."""

import io
import math
from functools import cache

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries

OPERATORS = {"^": "**", "=": "|equals|"}


def numbers(values):
    """Return the numbers among what functions take: of cells that hold a text none counts."""
    for value in values:
        if isinstance(value, list):
            yield from numbers(value)
        elif not isinstance(value, str):
            yield value


def sum_product(*factors):
    rows = [list(numbers([factor()])) for factor in factors]
    return math.fsum(map(math.prod, zip(*rows, strict=True)))


class Equals:
    """Compares as Excel does, as an operator that binds as loosely: what is true or false equals no number."""

    def __init__(self, left=None):
        self._left = left

    def __ror__(self, left):
        return Equals(left)

    def __or__(self, right):
        return isinstance(self._left, bool) == isinstance(right, bool) and self._left == right


FUNCTIONS = {
    "SUM": lambda *parts: sum(numbers(part() for part in parts)),
    "SUMPRODUCT": sum_product,
    "MAX": lambda *parts: max(numbers(part() for part in parts), default=0),
    "IF": lambda test, yes, no: yes() if test() else no(),
    "AND": lambda *parts: all(part() for part in parts),
    "OR": lambda *parts: any(part() for part in parts),
    "NOT": lambda part: not part(),
    "EXP": lambda part: math.exp(part()),
    "LN": lambda part: math.log(part()),
    "TANH": lambda part: math.tanh(part()),
    "ROUND": lambda part, digits: round(part(), digits()),
}
"""What the formulas call; each takes functions that return its arguments, of which IF asks one."""


class Recalculated:
    """The cells of a spreadsheet, worked out when they are asked for; what is written into one counts from then on."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self._known = {}

    def write(self, sheet, row, column, value):
        """Write a number into a cell, counted from 0."""
        self.book[sheet].cell(row + 1, column + 1).value = value
        self._known = {}

    def formula(self, sheet, row, column):
        """Return what stands in a cell."""
        return self.book[sheet].cell(row + 1, column + 1).value

    def value(self, sheet, row, column):
        """Return what a cell comes to."""
        place = sheet, row, column
        if place not in self._known:
            found = self.formula(*place)
            is_formula = isinstance(found, str) and found.startswith("=")
            self._known[place] = self._worked_out(found) if is_formula else found
        return self._known[place]

    def _worked_out(self, formula):
        return eval(translated(formula), {**FUNCTIONS, "cells": self._cells, "equals": Equals()})

    def _cells(self, reference):
        sheet, _, places = reference.rpartition("!")
        left, top, right, bottom = range_boundaries(places.replace("$", ""))
        sheet = sheet.strip("'").replace("''", "'")
        rows = range(top - 1, bottom)
        found = [self.value(sheet, row, column) for row in rows for column in range(left - 1, right)]
        assert None not in found, f"{reference} reads an empty cell"
        return found if ":" in places else found[0]


@cache
def translated(formula):
    """Return a formula as an expression of Python, in which every argument is a function."""
    said = []
    for token in Tokenizer(formula).items:
        if token.type == "FUNC":
            said.append(f"{token.value[:-1]}(lambda: (" if token.subtype == "OPEN" else "))")
        elif token.type == "SEP":
            said.append("), lambda: (")
        elif token.type == "OPERAND":
            is_cell = token.subtype == "RANGE"
            said.append(f"cells({token.value!r})" if is_cell else token.value.capitalize())
        else:
            said.append(OPERATORS.get(token.value, token.value))
    return "".join(said)
