"""Arrays printed in sections, under headings, become whole: planes of panels of columns, none of them missing."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from cnnviz.importing.axes import Channels
from cnnviz.importing.sentences import quoted, times
from cnnviz.importing.source import MOST_CHANNELS, Refused
from cnnviz.importing.text.cell import is_name
from cnnviz.importing.text.prints import headings
from cnnviz.importing.text.prints.headings import Columns, Size
from cnnviz.importing.text.readings import Reading, Readings, check_count
from cnnviz.importing.text.tables.commas import Commas
from cnnviz.importing.text.tables.names import Named
from cnnviz.importing.text.tables.planes import Plane, plane
from cnnviz.importing.text.tables.splitting import Line

_ROW = re.compile(r"\[(\d{1,9}),\]")


@dataclass
class _Section:
    """A plane as it is printed: its columns in panels."""

    heading: headings.Plane
    factor: float = 1.0
    panels: list[tuple[Columns, list[Line]]] = field(default_factory=list)

    def take(self, line: Line) -> None:
        if not self.panels:
            self.panels.append((Columns(1), []))
        columns, lines = self.panels[-1]
        if columns.labelled:
            label = _ROW.fullmatch(line.cells[0])
            if label and int(label[1]) != len(lines) + 1:
                raise Refused(f"row {len(lines) + 1} is missing: {quoted(label[0])} stands there")
        lines.append(line)

    @property
    def plane(self) -> Plane:
        """The panels side by side."""
        planes: list[Plane] = []
        width = 0
        for columns, lines in self.panels:
            if columns.first not in (None, 1 + width):
                raise Refused(f"columns before column {columns.first} are missing")
            planes.append(plane(Named(lines, 0, int(columns.labelled)), Commas.NOTHING))
            width += planes[-1].shape[1]
            if len(planes[-1]) != len(planes[0]):
                raise Refused("some rows of its last columns are missing")
        if not planes or not planes[0].size:
            raise Refused("there are no numbers below a heading")
        return np.hstack(planes) * self.factor


def read_sections(text: str) -> Readings | None:
    """Read an array that is printed in sections, or return None where a text is none.

    Raises
    ------
    Refused
        With one sentence where something is missing, or where there is more than one array.
    """
    if not headings.are_sections(text):
        return None
    sections, stated = _sections(text)
    names = list(dict.fromkeys(section.heading.name for section in sections))
    if len(names) > 1:
        raise Refused(f"there are several arrays in it, {quoted(names[0])} and {quoted(names[1])}: copy one")
    array = _assembled(sections)
    column = array.shape[:1] if array.shape[1:] == (1,) else array.shape
    for size in stated:
        if size not in (array.shape, column):
            raise Refused(f"it states {times(size)} numbers, and {times(array.shape)} are there")
    return Readings((_as_meant(array, sections[0].heading.before),))


def _sections(text: str) -> tuple[Sequence[_Section], Sequence[Size]]:
    sections: list[_Section] = []
    stated: list[Size] = []
    count = 0
    for number, row in enumerate(text.split("\n"), 1):
        found = headings.headings(row)
        for heading in found:
            if isinstance(heading, headings.Stated):
                stated.append(heading.size)
            else:
                _begin(sections, heading)
        cells = row.split()
        if not found and cells and all(map(is_name, cells)):
            _begin(sections, Columns(None, labelled=True))  # as R names them
        elif not found and cells:
            count += len(cells)
            check_count(count)
            _last(sections).take(Line(number, cells))
    return sections, stated


def _begin(sections: list[_Section], heading: headings.Plane | Columns | headings.Factor) -> None:
    if isinstance(heading, headings.Plane):
        sections.append(_Section(heading))
    elif isinstance(heading, Columns):
        _last(sections).panels.append((heading, []))
    else:
        _last(sections).factor = heading.by


def _last(sections: list[_Section]) -> _Section:
    if not sections:
        sections.append(_Section(headings.Plane(())))
    return sections[-1]


def _assembled(sections: Sequence[_Section]) -> Plane:
    """Return the planes at their places, as (rows, columns, ...) or (..., rows, columns)."""
    places = [section.heading.place for section in sections]
    base = int(all(min(place, default=1) > 0 for place in places))
    sizes = tuple(max(numbers) - base + 1 for numbers in zip(*places, strict=False))
    whole = len(set(places)) == len(places) == math.prod(sizes)
    if not whole or {len(place) for place in places} != {len(sizes)}:
        raise Refused("some of its planes are missing, or are there twice")
    planes = [section.plane for section in sections]
    if any(one.shape != planes[0].shape for one in planes):
        raise Refused("its planes are not all of one size")
    array = np.empty((*sizes, *planes[0].shape))
    for place, one in zip(places, planes, strict=True):
        array[tuple(number - base for number in place)] = one
    return array if sections[0].heading.before else np.moveaxis(array, (-2, -1), (0, 1))


def _as_meant(array: Plane, before: bool) -> Reading:
    """Return (rows, columns, channels, images), or (images, channels, rows, columns), with their orders."""
    if before:
        return Reading(array, Channels.FIRST)
    if array.ndim != 3:
        return Reading(np.moveaxis(array, -1, 0) if array.ndim > 3 else array, Channels.LAST)
    if array.shape[2] <= MOST_CHANNELS:
        return Reading(array, orders=("hwc",))
    return Reading(np.moveaxis(array, -1, 0), orders=("nhw",))
