"""What a line of the ledger says: the records."""

from collections.abc import Callable
from enum import Enum

from cnnviz.frozen import NamedTuple
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


class State(Enum):
    """How far a line is."""

    DONE = "done"
    NOW = "now"
    LATER = "to come"


class Number(NamedTuple):
    """A number of a line: its text, itself, the array whose colours it takes, and the cells that it stands for."""

    text: str
    value: float
    array: str
    cells: tuple[Cell, ...] = ()


class Line(NamedTuple):
    """One term.

    Parameters
    ----------
    place : where it is from, as the first column has it
    factors : what is multiplied, as many as there are columns for it; None where a term has fewer
    product, total : what the term comes to, and what all terms up to it do
    state : whether the position in hand is behind it, at it or before it
    number : which of the terms it is
    where : returns where a term was added, which only whoever goes there wants to know
    alone : whether its only factor is none of the kind that a column is for, as a bias is: it is what it comes to
    """

    place: str
    factors: tuple[Number | None, ...]
    product: Number
    total: Number
    state: State
    number: int
    where: Callable[[int], Position]
    alone: bool = False

    @property
    def position(self) -> Position:
        """Where it was added."""
        return self.where(self.number)
