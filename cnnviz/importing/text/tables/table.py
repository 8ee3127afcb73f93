"""Rows of cells become an array: names at the edge are known for what they are, and no number is left out.

The text

        a;b
    x;1,5;2
    y;3;4

has a row and a column of names, so that [[1.5, 2], [3, 4]] are its numbers. Blocks with empty lines between them
are channels. Where two things may be meant, both are read, and a person says which it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from cnnviz.importing.sentences import quoted, times
from cnnviz.importing.source import MOST_CHANNELS, Refused
from cnnviz.importing.text.readings import Reading, Readings
from cnnviz.importing.text.tables import commas
from cnnviz.importing.text.tables.commas import Commas, Usage
from cnnviz.importing.text.tables.names import Named, is_title, without_names
from cnnviz.importing.text.tables.planes import Plane, stacked
from cnnviz.importing.text.tables.splitting import split


def read_table(text: str) -> Readings:
    """Read a table of numbers.

    Raises
    ------
    Refused
        With one sentence: which row and column, and what is wrong there.
    """
    table = split(text)
    blocks = [list(block) for filled_, block in groupby(table.lines, lambda line: any(line.cells)) if filled_]
    if not blocks:
        raise Refused("there are no numbers in it")
    if len(blocks) > MOST_CHANNELS:
        raise Refused(f"there are {len(blocks)} blocks: images have up to {MOST_CHANNELS} channels")
    named = [without_names(block) for block in blocks if not is_title(block)] or [without_names(blocks[0])]
    if table.separator == "," and '"' not in text:
        return _thousands_or_cells(named) or _read(named, Commas.NOTHING)
    if "," not in text:
        return _read(named, Commas.NOTHING)
    usage = commas.usage(cell for line in table.lines for cell in line.cells)
    if usage.commas is Commas.UNCLEAR:
        return _thousands_or_decimals(named, usage, table.separator)
    return _read(named, usage.commas)


def _read(named: Sequence[Named], meaning: Commas) -> Readings:
    """Return what blocks mean whose numbers are clear: rows that stand apart may be channels, a column an index."""
    array = stacked(named, meaning)
    if len(named) > 1 and array.shape[0] == 1:
        channels = _reading(array, f"channels, {times(array.shape)}")
        rows = array[0].T[..., None]
        return Readings((channels, _reading(rows, f"rows, {times(rows.shape[:2])}")))
    if any(block.unsure for block in named) and all(block.skipped == 0 for block in named):
        without = _reading(array[:, 1:], "without the first column")
        return Readings((_reading(array, "with the first column"), without))
    return Readings((_reading(array),))


def _thousands_or_cells(named: Sequence[Named]) -> Readings | None:
    """Return two readings where each row is cells of three digits and as well one number: 12,345."""
    lines = [line for block in named for line in block.lines]
    if any(block.names > 1 for block in named) or not all(
        commas.is_grouped(",".join(line.cells)) for line in lines
    ):
        return None
    joined = [_joined(block) for block in named]
    cells, thousands = stacked(named, Commas.NOTHING), stacked(joined, Commas.THOUSANDS)
    readings = _reading(cells, "commas part cells"), _reading(thousands, "commas part thousands")
    example = next((line for line in lines if len(line.cells[0].lstrip("+-−")) < 3), None)
    if example is None:  # in a column of such numbers hardly all would begin with three digits
        return Readings(readings)
    refusal = (
        f"the comma of {quoted(','.join(example.cells))} may part cells or thousands: part cells by tabs"
    )
    return Readings(readings, refusal)


def _joined(block: Named) -> Named:
    return replace(block, lines=[replace(line, cells=[",".join(line.cells)]) for line in block.lines])


def _thousands_or_decimals(named: Sequence[Named], usage: Usage, separator: str | None) -> Readings:
    """Return two readings where 1,234 may be more than a thousand, or a little more than one."""
    without = commas.ungrouped(usage.example)
    thousands = _reading(stacked(named, Commas.THOUSANDS), f"{usage.example} as {without}")
    decimal = usage.example.replace(",", ".")
    decimals = _reading(stacked(named, Commas.DECIMAL), f"{usage.example} as {decimal}")
    if usage.grouped or separator == ",":
        return Readings((thousands, decimals))
    return Readings(
        (thousands, decimals), f"{quoted(usage.example)} may be {without} or {decimal}: write it so"
    )


def _reading(array: Plane, name: str = "") -> Reading:
    return Reading(array, orders=("hwc",), name=name)
