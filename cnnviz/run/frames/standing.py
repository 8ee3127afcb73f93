"""How a cell stands among those that a step compares."""

from collections.abc import Mapping
from enum import Enum

from cnnviz.trace.steps import Cell, Step
from cnnviz.trace.trace import Trace


class Standing(Enum):
    """What a maximum makes of a cell of its window, or a comparison of somebody else's number."""

    WINNER = "winner"
    TIED = "tied"
    LOSER = "loser"
    WRONG = "wrong"  # it is somebody else's number, and another one than the run's


def standings_in(trace: Trace, n: int, step: Step) -> Mapping[Cell, Standing]:
    """Return how the cells stand that step `n` compares: none in a step that singles none out."""
    won, tied = trace.highlights(n), trace.tied(n)
    if not won:
        return dict.fromkeys(tied, Standing.TIED)
    compared = {cell.array for cell in won}
    standings = {cell: Standing.LOSER for cell in step.cells if cell.array in compared}
    standings.update(dict.fromkeys(tied, Standing.TIED))
    standings.update(dict.fromkeys(won, Standing.WINNER))
    return standings
