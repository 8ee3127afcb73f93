"""Arrays on paper: the grids of the stage in black and white, with cells left blank or filled in with the answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.canvas.staging.looks import looks_of
from cnnviz.explain.number_format import format_in
from cnnviz.export.worksheet.given import AS_EVERYWHERE, given_form
from cnnviz.export.worksheet.paper import Paper, ink, width_of
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainter, QPen, QRectF, QStyleOptionGraphicsItem, Qt
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

HEAD = 24
"""Pixels of what stands over a grid."""
_APART, _BELOW = 40, 14
_CELL, _SMALL = 40, 24  # pixels of a cell, and down to which all had better stand in one row
_HIGH = 560  # pixels that rows of grids take at most, if that can be
_CELLS = (40, 36, 46, 52, 32, 28, 60, 24, 22, 20, 18)
"""Sizes of cells, the best one first."""


class Drawn(NamedTuple):
    """An array to draw: the frame that has it, its plane, the cells that are blank, and decimals, see `given_form`."""

    frame: Frame
    plane: Plane
    blank: Collection[Cell] = ()
    given: int = AS_EVERYWHERE


def fitting(wanted: Sequence[Drawn], room: tuple[float, float], most: int = _CELL) -> int:
    """Return the size of cells in which all numbers have room on a page, `most` pixels if they can.

    Parameters
    ----------
    room : width and height that no grid goes beyond

    Raises
    ------
    ValueError
        With one sentence, where an array is too large for the paper.
    """
    width, height = room
    sizes = range(most, _SMALL - 1, -2)
    in_one_row = [cell for cell in sizes if row_width(wanted, cell) <= width]
    in_few = [cell for cell in sizes if math.fsum(_heights(wanted, cell, width)) <= _HIGH]
    for cell in (*in_one_row, *in_few, *_CELLS):
        grids = [_grid(one, cell) for one in wanted]
        whole = all(_says_all(grid, cell) for grid in grids)
        fits = all(grid.columns * cell <= width and HEAD + grid.rows * cell <= height for grid in grids)
        if fits and whole:
            return cell
    largest = max(wanted, key=lambda one: max(_grid(one, 1).columns / width, _grid(one, 1).rows / height))
    rows, columns = _grid(largest, 1).rows, _grid(largest, 1).columns
    label = largest.frame.chapter.label(largest.plane.array)
    raise ValueError(
        f"{label} has {rows}×{columns} cells, in which its numbers have no room on a sheet: "
        f"choose a smaller image, or fewer decimals"
    )


def _says_all(grid: GridItem, cell: int) -> bool:
    """Return whether all numbers of a grid have room in cells of a size, with all of their decimals."""
    digits = grid.typography(cell)
    return digits is not None and digits.all_fit and digits.form is grid.form


def first_height(wanted: Sequence[Drawn], cell: int, width: float) -> float:
    """Return how high the first row of arrays stands that is no wider than that."""
    return _heights(wanted, cell, width)[0]


def _heights(wanted: Sequence[Drawn], cell: int, width: float) -> list[float]:
    """Return how high the rows of arrays stand that are no wider than that."""
    return [
        max(HEAD + _grid(one, 1).rows * cell for one in row) + _BELOW for row in _rows(wanted, cell, width)
    ]


def _rows(wanted: Sequence[Drawn], cell: int, width: float) -> list[list[Drawn]]:
    """Return arrays in rows no wider than that."""
    rows: list[list[Drawn]] = [[]]
    for one in wanted:
        if rows[-1] and row_width([*rows[-1], one], cell) > width:
            rows.append([])
        rows[-1].append(one)
    return rows


def row_width(wanted: Sequence[Drawn], cell: int) -> float:
    """Return how wide arrays are side by side."""
    return math.fsum(_width(one, cell) for one in wanted) + _APART * (len(wanted) - 1)


def _width(one: Drawn, cell: int) -> float:
    return float(max(_grid(one, 1).columns * cell, _head_width(one)))


def draw_row(paper: Paper, wanted: Sequence[Drawn], cell: int, *, answers: bool) -> float:
    """Draw arrays side by side, in as many rows as it takes; return how far the last row reaches to the right."""
    x, width = paper.left, paper.right - paper.left
    rows = _rows(wanted, cell, width)
    for row, height in zip(rows, _heights(wanted, cell, width), strict=True):
        x = paper.left
        paper.need(height - _BELOW)
        for one in row:
            draw(paper, x, paper.y, one, cell, answers=answers)
            x += _width(one, cell) + _APART
        paper.y += height
    paper.y -= _BELOW
    return x


def draw(paper: Paper, x: float, y: float, one: Drawn, cell: int, *, answers: bool) -> None:
    """Draw an array with its name over it."""
    title = one.frame.chapter.label(one.plane.array)
    end = paper.write(x, y, title, 14, bold=True)
    paper.write(end + 6, y + 1, _size(one), 12, role="muted")
    grid, painter = _grid(one, cell), paper.painter
    option = QStyleOptionGraphicsItem()
    option.exposedRect = grid.boundingRect()
    painter.save()
    painter.translate(x, y + HEAD)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    grid.paint(painter, option)
    painter.setPen(QPen(ink().role("text"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(-0.5, -0.5, grid.columns * cell, grid.rows * cell))
    painter.restore()
    form = format_in(one.frame.chapter, one.plane.array, one.frame.decimals)
    for blank in one.blank:
        ((row, column),) = one.plane.locate(np.array([blank.index], np.intp)).tolist()
        rect = QRectF(x + column * cell - 0.5, y + HEAD + row * cell - 0.5, cell, cell)
        value = float(one.frame.arrays[blank.array][blank.index])
        paper.box(rect, form.in_cell(value) if answers else None)


def _grid(one: Drawn, cell: int) -> GridItem:
    array = one.frame.arrays.get(one.plane.array, one.frame.chapter.arrays[one.plane.array])
    values = one.plane.of(array)
    progress = np.full(values.shape, FINISHED, np.int8)
    for blank in one.blank:
        progress[tuple(one.plane.locate(np.array([blank.index], np.intp))[0])] = UNTOUCHED
    look, _, _ = looks_of([one.plane], one.frame, ink())[one.plane.key]
    form = given_form(one.frame, one.plane.array, one.given).read
    grid = GridItem(look, form, np.zeros(values.shape, bool))
    grid.set_cell(cell)
    grid.set_values(values, progress)
    return grid


def _size(one: Drawn) -> str:
    words = one.plane.subtitle.split(" · ")
    grid = _grid(one, 1)
    size = f"{grid.rows}×{grid.columns}"
    return " · ".join([size, *(word for word in words if word and word != size)][:2])


def _head_width(one: Drawn) -> float:
    title = one.frame.chapter.label(one.plane.array)
    return width_of(title, 14, bold=True) + 6 + width_of(_size(one), 12)
