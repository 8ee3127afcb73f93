"""The mask of a window: what each of its cells will get of the gradient, by the rule in force.

Where windows overlap a cell has a number of its own in each of them::

    0  2          0 0
    1  3   gives  0 1
"""

from collections.abc import Mapping, Sequence

from cnnviz.explain.lenses.tiles import Block, Tile, block_of, place_of
from cnnviz.explain.lenses.worked_terms import WorkedTerm
from cnnviz.hidden import HIDDEN, is_hidden
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.standing import Standing
from cnnviz.trace.steps import Cell


def window_mask(
    chapter: Chapter, entries: Sequence[WorkedTerm], marked: Mapping[Cell, Standing]
) -> Block | None:
    """Return the mask of the window whose maximum a step takes: blank until all of its cells are compared.

    Where the maximum is hidden so is who has won.

    Parameters
    ----------
    entries : the terms of the maximum
    marked : how the cells of the window stand
    """
    (last, *_) = reversed(entries)
    # Of a wrong maximum nobody knows who has won.
    hidden = last.done and is_hidden(last.after)
    known = bool(marked) and last.done and not hidden
    own = {cell.index: cell for cell in last.update.aside}
    read = [entry.cells[0] for entry in entries if entry.cells]
    if not read or any(cell.index not in own for cell in read):  # another window's, by mistake
        return None
    placed = [(cell, own[cell.index]) for cell in read]
    won = sum(marked.get(cell) is Standing.WINNER for cell, _ in placed)
    share = 1 / won if won and "split" in chapter.rules else 1.0
    tiles = []
    for cell, of_mask in placed:
        standing = marked.get(cell) if known else None
        value = HIDDEN if hidden else share if standing is Standing.WINNER else 0.0
        tiles.append(Tile(value, (of_mask,), known or hidden, standing, (cell,)))
    name = placed[0][1].array
    return block_of([place_of(chapter, cell) for cell, _ in placed], tiles, name, chapter.label(name))
