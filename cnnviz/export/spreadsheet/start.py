"""The first sheet: what is to be done with the others, the learning rate, and where each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnviz.export.spreadsheet.formulas import NUMBERS, Filled
from cnnviz.export.spreadsheet.looks import Looks
from cnnviz.export.subject import Subject
from cnnviz.resource import text

_FIRST = 5  # row of the first line of what is to be done, counted from 0


def write_start(sheet: Any, looks: Looks, arrays: Sequence[Filled], subject: Subject, rate: float) -> None:
    """Write the first sheet."""
    looks.lay_out(sheet)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 70)
    sheet.write_string(0, 0, f"{subject.name}: a round of learning in formulas", looks.title)
    sheet.write_string(2, 0, "Learning rate η", looks.strong)
    sheet.write_number(2, 1, rate, looks.given)
    row = _FIRST - 1
    sheet.write_string(row, 0, "What to do", looks.strong)
    for line in text("spreadsheet", "start.txt").splitlines():
        row += 1
        sheet.merge_range(row, 0, row, 2, line, looks.text)
        sheet.set_row(row, 15 * (1 + len(line) // 125))
    row += 2
    for column, words in enumerate(("Sheet", "Size", "What it is")):
        sheet.write_string(row, column, words, looks.strong)
    named: set[str] = set()
    for filled in arrays:
        if filled.sheet.name in named:
            continue
        named.add(filled.sheet.name)
        row += 1
        shared = filled.sheet.name == NUMBERS
        sheet.write_url(row, 0, f"internal:'{filled.sheet.name}'!A1", looks.link, filled.sheet.name)
        size = "" if shared else "×".join(map(str, filled.sheet.shape))
        sheet.write_string(row, 1, size, looks.muted)
        said = "Single numbers, such as the loss" if shared else looks.about(filled).partition(". ")[0]
        sheet.write_string(row, 2, said, looks.text)
