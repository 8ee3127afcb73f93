"""Numbers in brackets within brackets, and in the calls of functions that make arrays of them, are read one by one.

In `tensor([[1, 2], [3, 4]], dtype=torch.uint8)` the outer list has two items, each a list of two numbers, so that the
array has the shape (2, 2); the argument behind it changes no number.
"""

import re
from array import array
from typing import NoReturn

import numpy as np

from cnnviz.engine.arrays import Shape
from cnnviz.importing import axes
from cnnviz.importing.sentences import counted, times
from cnnviz.importing.source import Refused
from cnnviz.importing.text.brackets import calls
from cnnviz.importing.text.brackets.r_matrices import filled_as_r_does
from cnnviz.importing.text.brackets.rows import are_lines, numbers, scalar, split_rows
from cnnviz.importing.text.brackets.scanner import Scanner
from cnnviz.importing.text.cell import no_number
from cnnviz.importing.text.readings import check_count, check_rows
from cnnviz.importing.text.tables.planes import Plane
from cnnviz.progress import report

_CLOSING = {"[": "]", "(": ")", "{": "}"}
_DEEPEST = 8  # brackets within brackets: an image needs 4, and some are written twice
_MOST_PIECES = 20_000  # calls, and numbers that are not in brackets by themselves
_SHARE = 1000  # rows between two reports
_NEXT = re.compile(r"[\s,;]*+")
_INSIDE = re.compile(r"[^\[\](){}'\"<>=]*+")
_WORD = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|[^\s\[\](){},;'\"<>=]++|.", re.DOTALL)
_CALL = re.compile(r"([^\W\d][\w.]*+)\s*+\(|<(tf\.)(?:Tensor|Variable)(?: '[^'\n]*')?:?\s")


class Nested(Scanner):
    """Reads one array after the other from a text without comments.

    Attributes
    ----------
    channels : where those who make such arrays have the channels
    lines : how many lines there are in a row that may as well be as many rows, else None
    """

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text, at)
        self.channels = axes.Channels.ANYWHERE
        self.lines: int | None = None
        self._values = array("d")
        self._rows = self._pieces = 0

    def array(self) -> Plane:
        """Read the array that begins here, and go on to what comes behind it."""
        self._values, self._rows = array("d"), 0
        shape = self._value(0, 1)
        self.take(_NEXT)
        return np.array(self._values, float).reshape(shape)

    def _value(self, depth: int, column: int) -> Shape:
        if self.next() in _CLOSING:
            return self._list(depth)
        call = _CALL.match(self.text, self.at)
        if call and (call[2] or calls.is_known(call[1])):
            self.at = call.end()
            return self._call(call[1] or "tf.Tensor", ">" if call[2] else ")", depth)
        self._count_piece()
        self._values.append(scalar(self.take(_WORD), self._rows + 1, column))
        return ()

    def _list(self, depth: int) -> Shape:
        if depth > _DEEPEST:
            raise Refused(axes.why_not((1,) * depth))
        closing = _CLOSING[self.peek()]
        self.at += 1
        return self._inside(closing, depth)

    def _inside(self, closing: str, depth: int) -> Shape:
        """Read what stands in brackets that are open: numbers alone, or anything else."""
        start = self.at
        inside = self.take(_INSIDE)
        if inside.strip() and self.peek() == closing:
            self.at += 1
            return self._plain(inside, alone=depth == 0)
        self.at = start
        return self._items(closing, depth)

    def _plain(self, inside: str, *, alone: bool) -> Shape:
        """Read numbers alone: one row, or several that are parted by semicolons or lines."""
        rows, width = split_rows(inside, alone=alone), 0
        for count, row in enumerate(rows, 1):
            found = numbers(row, self._rows + 1)
            self._values.extend(found)
            self._end_row()
            width = width if count > 1 else len(found)
            if len(found) != width:
                self._refuse_ragged((len(found),), (width,), count)
        if alone and len(rows) == 1 and are_lines(inside):
            lines = [len(line.split()) for line in inside.strip().split("\n")]
            self.lines = len(lines) if len(set(lines)) == 1 else None
        return (len(rows), width) if ";" in inside or len(rows) > 1 else (width,)

    def _items(self, closing: str, depth: int) -> Shape:
        """Read what is parted by commas or blanks up to the closing bracket, and skip that."""
        inner: Shape = ()
        count, empty = 0, True
        while (character := self.next()) != closing:
            if character == ",":
                if empty:
                    raise no_number("", self._rows + 1, count + 1)
                empty = True
                self.at += 1
                continue
            shape = self._value(depth + 1, count + 1)
            count, empty = count + 1, False
            inner = inner if count > 1 else shape
            if shape != inner:
                self._refuse_ragged(shape, inner, count)
        self.at += 1
        if inner == ():
            self._end_row()
        return (count, *inner)

    def _call(self, name: str, closing: str, depth: int) -> Shape:
        self._count_piece()
        if self.channels is axes.Channels.ANYWHERE:
            self.channels = calls.channels_of(name)
        start = len(self._values)
        if name in calls.R_LISTS:
            shape = self._inside(closing, depth + 1)
            return self._laid_out(start, shape, {"nrow": str(shape[-1])}) if name == "cbind" else shape
        arguments = calls.read_arguments(self, closing, lambda: self._value(depth + 1, 1))
        shape = arguments.shape if arguments.shape is not None else (0,)
        if arguments.stated not in (None, shape) and shape != (0,):
            raise Refused(f"it states {times(arguments.stated)} numbers, and {times(shape)} are there")
        if calls.is_whole(arguments.type or name) and any(value % 1 for value in self._values[start:]):
            raise Refused(
                "its type has whole numbers alone, and not all of them are: write them as they are meant"
            )
        return self._laid_out(start, shape, arguments.layout) if arguments.layout else shape

    def _laid_out(self, start: int, shape: Shape, layout: dict[str, str]) -> Shape:
        """Order the last numbers as R does, column by column."""
        plane = filled_as_r_does(np.array(self._values[start:], float), layout)
        self._values[start:] = array("d", plane.ravel().tolist())
        return plane.shape

    def _count_piece(self) -> None:
        self._pieces += 1
        if self._pieces > _MOST_PIECES:
            raise Refused(
                f"it has more than {_MOST_PIECES} pieces that are no rows of numbers: copy the rows alone"
            )

    def _end_row(self) -> None:
        self._rows += 1
        check_rows(self._rows)
        check_count(len(self._values))
        if self._rows % _SHARE == 0:
            report(self.at / len(self.text))

    def _refuse_ragged(self, shape: Shape, before: Shape, count: int) -> NoReturn:
        if len(shape) == len(before) == 1:
            found = counted(shape[0], "number")
            raise Refused(f"row {self._rows} has {found}, the rows before it have {before[0]}")
        if not shape or not before:
            raise Refused("a number stands beside a row of numbers: each row has as many as the others")
        raise Refused(
            f"block {count} has {times(shape)} numbers, the first {times(before)}: each is as large"
        )
