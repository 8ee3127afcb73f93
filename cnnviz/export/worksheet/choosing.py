"""Which cells are to be filled in: those that the teacher has hidden, those so many cells apart, or some by a seed."""

import random
from collections.abc import Sequence

from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell

USUAL = 6
"""So many cells are blank where nobody has said which."""


def blanks(
    plane: Plane, chapter: Chapter, hidden: Sequence[Cell], every: int | None, chosen: random.Random
) -> list[Cell]:
    """Return the cells of a plane that are to be filled in, in reading order.

    Parameters
    ----------
    hidden : cells that somebody has hidden, by what their arrays are called; where any lie in the plane, they are it
    every : how many cells apart those are that are taken of what the chapter makes, where none is hidden; 1 takes all
    chosen : takes some of these at random, where `every` is None
    """
    made = _made(plane, chapter)
    label = chapter.label(plane.array)
    own = {cell.index for cell in hidden if cell.array == label}
    wanted = [cell for cell in made if cell.index in own]
    if wanted:
        return wanted
    if every is not None:
        return made[every - 1 :: every]
    count = min(USUAL, -(-len(made) // 2))
    worth = worth_asking(plane, chapter)
    taken = chosen.sample(worth, min(count - 1, len(worth)))
    rest = [
        cell for cell in made if cell not in taken
    ]  # one at least may be 0, so that not being asked tells nothing
    taken += chosen.sample(rest, count - len(taken))
    return [cell for cell in made if cell in taken]


def worth_asking(plane: Plane, chapter: Chapter) -> list[Cell]:
    """Return the cells of a plane that the chapter makes other than 0, or all that it makes where there are none."""
    made = _made(plane, chapter)
    array = chapter.arrays[plane.array]
    return [cell for cell in made if array[cell.index]] or made


def _made(plane: Plane, chapter: Chapter) -> list[Cell]:
    rows, columns = plane.of(chapter.arrays[plane.array]).shape
    cells = [plane.cell(row, column) for row in range(rows) for column in range(columns)]
    return [cell for cell in cells if len(chapter.trace.steps_of(cell))]
