"""The spreadsheet as a file: sheets of formulas, coloured by sign, and one that says what to do with them.

It is written by XlsxWriter, which does nothing else, depends on nothing, and writes beside each formula what it comes
to, so that a program that does not recalculate shows the numbers as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from xlsxwriter import Workbook

from cnnviz.export.data.arrays import exported
from cnnviz.export.spreadsheet.bounds import refuse_what_does_not_fit
from cnnviz.export.spreadsheet.formulas import NUMBERS, PADDING, START, Filled, Formulas
from cnnviz.export.spreadsheet.looks import Looks
from cnnviz.export.spreadsheet.sheets import Sheet
from cnnviz.export.spreadsheet.start import write_start
from cnnviz.export.spreadsheet.terms import added
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.importing.sentences import times
from cnnviz.progress import report
from cnnviz.run.compute import run_of
from cnnviz.run.timeline import Timeline

LONGEST = 8000
"""Characters of a formula; Excel takes 8192."""
_PARTS = "Parts"


def xlsx(subject: Subject, options: ExportOptions) -> bytes:
    """Return a run as a spreadsheet; all filters are gone through, whichever is followed.

    Raises
    ------
    ValueError
        With one sentence, where it is too large, has numbers in it that a spreadsheet has not, or hidden ones.
    """
    experiment, timeline = subject.document.experiment, _whole(subject)
    arrays = list(Formulas(experiment, timeline).arrays())
    stream = io.BytesIO()
    with Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _Book(book, Looks(book), arrays, subject.document.decimals).write(subject, experiment.learning_rate)
    return stream.getvalue()


def in_xlsx(subject: Subject, options: ExportOptions) -> str:
    """Return the sheets of a spreadsheet, and how each comes about; or raise ValueError as `xlsx` does."""
    every = exported(_whole(subject)).values()
    return "".join(f"{one.label:16}{times(one.numbers.shape):16}{one.chapter.title}\n" for one in every)


def _whole(subject: Subject) -> Timeline:
    """Return the run through all filters, of which nothing is hidden and which is not too large."""
    subject.refuse_hidden("a spreadsheet")
    timeline = run_of(subject.document.experiment, replace(subject.document.options, follow=None))
    refuse_what_does_not_fit(timeline)
    return timeline


class _Book:
    """The sheets so far."""

    def __init__(self, book: Workbook, looks: Looks, arrays: Sequence[Filled], decimals: int) -> None:
        self._book, self._looks, self._arrays, self._decimals = book, looks, arrays, decimals
        self._parts: list[str] = []

    def write(self, subject: Subject, rate: float) -> None:
        """Write every sheet."""
        start = self._book.add_worksheet(START)
        write_start(start, self._looks, self._arrays, subject, rate)
        sheets: dict[str, Any] = {}
        for number, filled in enumerate(self._arrays):
            report(0.7 + 0.3 * number / len(self._arrays))
            name = filled.sheet.name
            if name not in sheets:
                sheets[name] = self._book.add_worksheet(name)
                self._head(sheets[name], filled)
            self._fill(sheets[name], filled)
        if self._parts:
            self._write_parts()

    def _head(self, sheet: Any, filled: Filled) -> None:
        """Say what a sheet is, and lead back to the first."""
        looks, shared = self._looks, filled.sheet.name == NUMBERS
        looks.lay_out(sheet)
        sheet.set_column(0, 0, 12 if shared else 5)
        sheet.set_column(1, filled.sheet.size[1] + 1, 8)
        sheet.write_string(0, 0, NUMBERS if shared else filled.sheet.label, looks.title)
        sheet.write_string(1, 0, "" if shared else looks.about(filled), looks.muted)
        sheet.write_url(0, 6, f"internal:'{START}'!A1", looks.link, f"← {START}")
        if filled.given:
            sheet.set_tab_color(looks.accent)

    def _fill(self, sheet: Any, filled: Filled) -> None:
        where, looks = filled.sheet, self._looks
        form = looks.number(filled, self._decimals)
        rows, columns = where.plane
        for plane in where.planes:
            top, left = where.place((0, 0, *plane)[: len(where.shape)] if len(where.shape) > 1 else (0,))
            said = where.label if where.name == NUMBERS else looks.plane(filled, plane)
            sheet.write_string(top - 1, left - 1, said, looks.muted)
            if len(where.shape) > 1:
                for column in range(columns):
                    sheet.write_number(top - 1, left + column, column, looks.counted)
            if where.name != NUMBERS:
                for row in range(rows):
                    sheet.write_number(top + row, left - 1, row, looks.counted)
            looks.colour(sheet, filled, (top, left, top + rows - 1, left + columns - 1))
        for index in _indices(where):
            self._number(sheet, filled, index, form)

    def _number(self, sheet: Any, filled: Filled, index: tuple[int, ...], form: Any) -> None:
        value, parts = float(filled.numbers[index]), filled.parts.get(index, [])
        row, column = filled.sheet.place(index)
        if value == float("-inf"):
            sheet.write_string(row, column, PADDING, self._looks.padding)
            return
        if not any("!" in part for part in parts):
            sheet.write_number(row, column, value + 0.0, form)
            return
        longest = max(map(len, parts))
        if longest > LONGEST:
            raise ValueError(
                f"{filled.sheet.label} needs a formula of {longest:,} characters, and a spreadsheet takes {LONGEST:,}: "
                "take smaller windows"
            )
        sheet.write_formula(row, column, f"={self._fitted(parts)}", form, value + 0.0)

    def _fitted(self, parts: Sequence[str]) -> str:
        """Return parts added up; where that is too long for a formula, as the sum of several on another sheet."""
        whole = added(parts)
        if len(whole) <= LONGEST:
            return whole
        first, row = len(self._parts) + 1, list[str]()
        for part in parts:
            if row and sum(map(len, row)) + len(row) + len(part) > LONGEST:
                self._parts.append(added(row))
                row = []
            row.append(part)
        self._parts.append(added(row))
        return f"SUM({_PARTS}!A{first}:A{len(self._parts)})"

    def _write_parts(self) -> None:
        """Write the parts of sums that are too long for one formula."""
        sheet = self._book.add_worksheet(_PARTS)
        for row, part in enumerate(self._parts):
            sheet.write_formula(row, 0, f"={part}")


def _indices(where: Sheet) -> Iterable[tuple[int, ...]]:
    from numpy import ndindex

    return ndindex(*where.shape)
