"""What a listing's variables are in a step: taken from the step and the run's arrays, never worked out again."""

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.number_format import NumberFormat, format_in
from cnnviz.frozen import NamedTuple
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Index, Term, Update, value_of

MOST = 64
"""Numbers of an array that are shown one by one; of larger ones only the size is."""


class ListingBlock(NamedTuple):
    """Numbers as they lie in an array of rows, columns and channels.

    Parameters
    ----------
    numbers : (rows, columns, channels); nan where nothing is there yet
    known : which of them are there
    cells : the cell that each stands for, in the same order, flat
    """

    numbers: NDArray[np.float64]
    known: NDArray[np.bool_]
    cells: tuple[Cell | None, ...]


class Value(NamedTuple):
    """A variable, or another expression of the listing, and what it is.

    Parameters
    ----------
    name : as the listing has it
    text : what it is, "" where `block` shows it
    array : the array in whose colours and decimals its numbers are shown, "" where it is no number of one
    block : its numbers, None where the text says it
    note : a remark beneath its name
    """

    name: str
    text: str = ""
    array: str = ""
    block: ListingBlock | None = None
    note: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that it stands for."""
        return () if self.block is None else tuple(cell for cell in self.block.cells if cell is not None)


class ListingScope:
    """The step in hand, as its listing's variables need it."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.chapter = frame, frame.chapter
        self.variables = frame.chapter.trace.variables(frame.position.step)

    @property
    def within(self) -> bool:
        """Whether only some of the step's terms are done."""
        return self.frame.position.term is not None

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates of the step, whole."""
        return self.frame.step.updates

    def format(self, array: str) -> NumberFormat:
        """Return how an array's numbers are written."""
        return format_in(self.chapter, array, self.frame.decimals)

    @cached_property
    def terms(self) -> tuple[tuple[Update, Term, bool], ...]:
        """Every term of the step with its update, and whether it is done."""
        every = [(update, term) for update in self.updates for term in update.terms]
        done = self.frame.position.term
        return tuple((*one, done is None or number < done) for number, one in enumerate(every))

    def cells(self, array: str) -> tuple[Cell, ...]:
        """Return the cells of an array that the step has to do with, in the order of its terms."""
        found: dict[Cell, None] = {}
        for update in self.updates:
            if update.target.array == array:
                found[update.target] = None
            for factor in (factor for term in update.terms for factor in term):
                if isinstance(factor, Cell) and factor.array == array:
                    found[factor] = None
            for cell in update.aside:
                if cell.array == array:
                    found[cell] = None
        return tuple(found)

    def places(self, cells: Sequence[Cell]) -> Index:
        """Return the indices of cells without that of the sample, (cells, axes)."""
        sampled = self.chapter.info[cells[0].array].sampled
        return np.array([cell.index[sampled:] for cell in cells], np.intp)

    def block(self, places: Sequence[Cell], numbers: Iterable[float], known: Sequence[bool]) -> ListingBlock:
        """Return numbers arranged as cells of one array lie in it."""
        at = self.places(places)
        loops = [np.unique(column) for column in at.T]
        shape = _planes([len(loop) for loop in loops])
        flat = np.ravel_multi_index(
            [np.searchsorted(loop, column) for loop, column in zip(loops, at.T, strict=True)],
            [len(loop) for loop in loops],
        )
        values, there = np.full(math.prod(shape), np.nan), np.zeros(math.prod(shape), bool)
        cells: list[Cell | None] = [None] * len(values)
        values[flat], there[flat] = list(numbers), known
        for place, cell in zip(flat.tolist(), places, strict=True):
            cells[place] = cell
        values[~there] = np.nan
        return ListingBlock(values.reshape(shape), there.reshape(shape), tuple(cells))

    def shown(self, name: str, array: str, block: ListingBlock, note: str = "") -> Value:
        """Return numbers as a value: a single one as text, too many as their size."""
        if block.numbers.size == 1 and block.known.all():
            return Value(name, self.format(array).text(float(block.numbers.flat[0])), array, block, note)
        if block.numbers.size == 1:
            return Value(name, "to come", array, None, note)
        if block.numbers.size > MOST:
            size = "×".join(str(size) for size in block.numbers.shape if size > 1)
            return Value(name, f"{size} numbers", array, None, note)
        return Value(name, "", array, block, note)

    def number_of(self, cell: Cell) -> float:
        """Return what a cell holds now."""
        return float(self.frame.arrays[cell.array][cell.index])

    def product(self, term: Term) -> float:
        """Return what a term comes to."""
        return math.prod(value_of(factor, self.frame.arrays) for factor in term)


def _planes(sizes: Sequence[int]) -> tuple[int, int, int]:
    """Return the rows, columns and channels of a block with so many numbers along each axis."""
    if len(sizes) == 4:  # kernels: one filter at a time, or one cell of all
        return sizes[0], sizes[1], sizes[2] * sizes[3]
    if len(sizes) == 3:
        return sizes[0], sizes[1], sizes[2]
    return (sizes[0], sizes[1], 1) if len(sizes) == 2 and sizes[1] > 1 else (1, math.prod(sizes), 1)
