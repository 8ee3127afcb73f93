"""Which meets which: the two numbers of each term of a sum, each in its own place, and how one counts by the other.

The first cell of dX under a 2x2 kernel collects from dY as the weights are met, the last one first::

    dY        W
    1  2      a  b      1·d + 2·c + 3·b + 4·a: W is met turned
    3  4      c  d
"""

from collections.abc import Sequence
from itertools import pairwise

from cnnviz.explain.ledgers.line import Number
from cnnviz.explain.lenses.tiles import place_of
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.worked import Worked, WorkedGroup
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import KERNELS, ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

_WHOLE = 8  # rows and columns of a kernel that is shown with what is not met


class Side(NamedTuple):
    """One of the two arrays.

    Parameters
    ----------
    name : what it is called
    rows : its numbers as they lie, None where there is none
    met : the cells that a term has; the others are only shown
    """

    name: str
    rows: tuple[tuple[Number | None, ...], ...]
    met: frozenset[Cell]


class Meeting(NamedTuple):
    """What meets in the terms of one group.

    Parameters
    ----------
    group : what the channel is called that they read, nothing where there is only one
    sides : the two arrays, in the order of the factors
    pairs : the cells of each term, in their order
    said : how one counts by the other, in one sentence
    """

    group: str
    sides: tuple[Side, Side]
    pairs: tuple[tuple[Cell, Cell], ...]
    said: str

    def of(self, cells: Sequence[Cell]) -> tuple[Cell, Cell] | None:
        """Return the pair that some cells, or one of them, belong to, if there is one."""
        asked = {*cells}
        return next((pair for pair in self.pairs if asked and asked <= {*pair}), None)


def meetings(frame: Frame, made: Worked) -> Sequence[Meeting]:
    """Return what meets in each group of a sum; nothing of those whose terms are not of two numbers each."""
    found = (_meeting(frame, group) for group in made.groups)
    return [one for one in found if one is not None]


def _meeting(frame: Frame, group: WorkedGroup) -> Meeting | None:
    chapter = frame.chapter
    each = [[factor.cells for factor in row.factors] for row in group.rows]
    if len(each) < 2 or any(len(cells) != 2 or not all(cells) for cells in each):
        return None
    pairs = tuple((first[0], second[0]) for first, second in each)
    columns = list(zip(*pairs, strict=True))
    planes = all(chapter.info[cells[0].array].is_plane for cells in columns)
    if not planes or any(len({*cells}) < len(pairs) for cells in columns):
        return None  # lists have no places, and one number with all needs none
    first, second = (_side(frame, cells) for cells in columns)
    return Meeting(group.name, (first, second), pairs, _said(chapter, pairs))


def _side(frame: Frame, cells: Sequence[Cell]) -> Side:
    """Return an array where some cells are met, a small kernel whole."""
    chapter, array = frame.chapter, cells[0].array
    values, form = frame.arrays.get(array, chapter.arrays[array]), format_in(chapter, array, frame.decimals)
    shown = {place_of(chapter, cell): cell for cell in cells}
    if chapter.info[array].axes == KERNELS and max(values.shape[:2]) <= _WHOLE:
        plane = cells[0].index[2:]
        whole = (Cell(array, (r, c, *plane)) for r in range(values.shape[0]) for c in range(values.shape[1]))
        shown = {place_of(chapter, cell): cell for cell in whole}
    (top, bottom), (left, right) = ((min(at), max(at)) for at in zip(*shown, strict=True))
    rows = tuple(
        tuple(
            None
            if (cell := shown.get((row, column))) is None
            else Number(form.text(float(values[cell.index])), float(values[cell.index]), array, (cell,))
            for column in range(left, right + 1)
        )
        for row in range(top, bottom + 1)
    )
    return Side(chapter.label(array), rows, frozenset(cells))


def _said(chapter: Chapter, pairs: Sequence[tuple[Cell, Cell]]) -> str:
    """Return how the places of one array go on as those of the other do."""
    info = chapter.info
    own = 0 if info[pairs[0][0].array].role is ArrayRole.PARAMETER else 1
    names = [chapter.label(pairs[0][at].array) for at in (1 - own, own)]
    ordered = sorted(pairs, key=lambda pair: pair[own].index)
    steps = [_step(chapter, a, b) for a, b in pairwise(ordered)]
    if all(one * other > 0 or one == other == 0 for each in steps for one, other in each):
        return f"Place by place: the first of {names[0]} meets the first of {names[1]}, the last the last."
    if all(one * other < 0 or one == other == 0 for each in steps for one, other in each):
        turned = "turned by 180°" if info[pairs[0][own].array].axes == KERNELS else "the other way round"
        return f"{names[0]} counts up where {names[1]} counts down: {names[1]} is met {turned}."
    return ""


def _step(chapter: Chapter, a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> Sequence[tuple[int, int]]:
    """Return by how many rows, and by how many columns, both go on from one pair to the next."""
    (a0, a1), (b0, b1) = ([place_of(chapter, cell) for cell in pair] for pair in (a, b))
    return [(b0[axis] - a0[axis], b1[axis] - a1[axis]) for axis in (0, 1)]
