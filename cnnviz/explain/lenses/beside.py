"""Somebody else's numbers in a lens: beside each cell that a step writes what their array holds there.

Of a scatter that assigns where it should add, in the second window::

    before      after        theirs
    1 0 -1      1 1 -1       1 1  .      . is not known
    2 0 -2      2 2 -2       2 2 -2
"""

from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing
from cnnviz.run.frames.theirs import Theirs


def with_theirs(theirs: Theirs, working: Working) -> Working:
    """Return a working with somebody's numbers beside what it writes."""
    if theirs.array != working.target:
        return working
    groups = tuple(
        group if group.after is None else group._replace(theirs=_beside(theirs, group.after))
        for group in working.groups
    )
    result = working.result
    alone = None if result is None else _beside(theirs, Block(((result,),), working.target))
    return working._replace(groups=groups, theirs=alone)


def _beside(theirs: Theirs, block: Block) -> Block:
    """Return their numbers in the places of a block; nothing stands where they are not known."""
    rows = (tuple(None if tile is None else _tile(theirs, tile) for tile in row) for row in block.rows)
    return Block(tuple(rows), block.array)


def _tile(theirs: Theirs, tile: Tile) -> Tile | None:
    (cell,) = tile.cells
    value = theirs.value(cell)
    wrong = bool(theirs.wrong[cell.index])
    return None if value is None else Tile(value, tile.cells, standing=Standing.WRONG if wrong else None)


def said_beside(frame: Frame) -> tuple[str, str]:
    """Return what is to be said of somebody's numbers in a step, and what comes before it."""
    theirs = frame.theirs
    assert theirs is not None
    first = f"Yours: {theirs.how}." if theirs.how else "Yours beside the engine's."
    cells = [update.target for update in frame.step.updates if update.target.array == theirs.array]
    known = sum(bool(theirs.known[cell.index]) for cell in cells)
    if not known:
        words = theirs.unknown or "What yours holds here is known when the cell is finished"
        return f"{words}.", first
    rest = f"; {_so_far(theirs)}" if theirs.known.sum() > known else ""
    return f"{_counted(theirs.differ(cells), known)}{rest}.", first


def _counted(wrong: int, known: int) -> str:
    """Return how many of the cells that a step writes differ."""
    if known == 1:
        return "The cell that is written differs" if wrong else "The cell that is written agrees"
    if not wrong:
        return f"All {known} cells that are written agree"
    return f"{wrong} of the {known} cells that are written {'differs' if wrong == 1 else 'differ'}"


def _so_far(theirs: Theirs) -> str:
    """Return how many cells of the whole array differ so far."""
    wrong, known = int(theirs.wrong.sum()), int(theirs.known.sum())
    return f"{wrong} of {known} so far" if wrong else "all agree so far"
