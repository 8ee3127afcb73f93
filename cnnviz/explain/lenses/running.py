"""How a sum grows, or a maximum is found, term by term: what there is so far, the term in hand, what there is now."""

from collections.abc import Sequence
from itertools import accumulate
from math import isnan

from cnnviz.explain.lenses.tiles import Block, Running, Tile
from cnnviz.trace.steps import Cell, Combine, Update

PAGE = 10
"""So many sums stand side by side; of more terms those about the one in hand."""
_FEWEST = 3  # terms; of fewer nothing is to be followed


def running(
    update: Update,
    products: Sequence[float],
    cells: Sequence[tuple[Cell, ...]],
    done: int,
    before: float,
) -> Running | None:
    """Return how far a sum is when `done` of its terms are done, None where there is nothing to follow.

    Parameters
    ----------
    update, before : what is written, and what the cell held that is added to
    products, cells : what each term makes, and of which cells
    """
    if len(products) < _FEWEST or not done:
        return None
    found = sums(update, products, before)
    first = (done - 1) // PAGE * PAGE
    shown = range(first, min(first + PAGE, len(found)))
    tiles = tuple(Tile(found[at], cells[at], at < done) for at in shown)
    so_far = found[done - 2] if done > 1 else before if update.accumulate else 0.0
    target = update.target.array
    return Running(
        done,
        len(products),
        Tile(so_far, ()),
        Tile(products[done - 1], cells[done - 1]),
        Block((tiles,), target),
        first,
    )


def sums(update: Update, products: Sequence[float], before: float) -> list[float]:
    """Return what there is after each term, in the order of the terms and as the steps add them."""
    if update.combine is Combine.MAX:
        return list(accumulate(products, _larger))
    start = before if update.accumulate else 0.0
    return [start + total for total in accumulate(products)]


def _larger(most: float, one: float) -> float:
    """Return the larger of two numbers; one that is no number wins, as in a step."""
    return one if one > most or isnan(one) else most
