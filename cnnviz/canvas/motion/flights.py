"""What flies in a step: what is worked out in the lens, to the cells that are written; all of it is read off the step.

A sum goes together in one cell, a contribution goes to many at once::

    products  1 0 -2  \\                      contribution  2 0  -->  2 0
              2 0 -1   ==> its cell                         4 0  -->  4 0

Without the lens it is what is read that flies.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.lens.numbers import Seen
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.motion.flight import Flight
from cnnviz.canvas.motion.pictures import picture_of
from cnnviz.canvas.staging.placed_grids import PlacedGrids
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.lenses.tiles import Working
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPointF, QRectF
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine

_MOST = 40  # that fly at once
_ROW = 0.35  # share of the time over which they set off, one after the other


class Sky(NamedTuple):
    """Where things fly.

    Parameters
    ----------
    seen : the numbers of the lens, none where it is folded away
    placed : the grids
    course : the points along the connector between a number of the lens and the grid of a cell
    ratio : device pixels a pixel
    """

    seen: Sequence[Seen]
    placed: PlacedGrids
    course: Callable[[Seen, Cell], Sequence[QPointF]]
    ratio: int

    def goal(self, cell: Cell) -> QRectF | None:
        """Return where a cell is written, None where no grid of full size shows it, or one is asked how large it is."""
        found = ((grid, block) for grid, block in self.placed.found(cell) if grid.isVisible())
        return next((block.translated(grid.pos()) for grid, block in found), None)

    def flight(
        self, seen: Seen, last: QRectF, past: Sequence[QPointF] = (), leaves: float = 0.0
    ) -> Iterator[Flight]:
        """Yield the flight of a number of the lens."""
        block = seen.grid.cell_rect(seen.row, seen.column)
        yield from self.of_cell(seen.grid, block, last, past, leaves)

    def of_cell(
        self, grid: GridItem, block: QRectF, last: QRectF, past: Sequence[QPointF] = (), leaves: float = 0.0
    ) -> Iterator[Flight]:
        """Yield the flight of a cell of a grid, none where it has no picture."""
        picture = picture_of(grid, block, self.ratio)
        if picture is not None:
            yield Flight(picture, block.translated(grid.pos()), last, tuple(past), leaves)


class Flown(NamedTuple):
    """What flies in a step, and where cells are that it changes by adding to them."""

    flights: Sequence[Flight]
    changed: Sequence[QRectF] = ()


def flights_of(frame: Frame, sky: Sky) -> Flown:
    """Return what flies in a step, of which one term alone does where one goes term by term."""
    if not sky.seen:
        return Flown(tuple(_from_the_grids(frame, sky)))
    flights: list[Flight] = []
    pulsing: list[QRectF] = []
    for number, working in enumerate(lens(frame)):
        seen = [one for one in sky.seen if one.slot.working == number]
        if working.result is None:
            some, changed = _spread(frame, seen, sky)
            flights += some
            pulsing += changed
        else:
            flights += _summed(frame, working, seen, sky)
    return Flown(tuple(flights), tuple(pulsing))


def _summed(frame: Frame, working: Working, seen: Sequence[Seen], sky: Sky) -> Iterator[Flight]:
    """Yield how the numbers of a sum run together in its cell, past the number that the lens has for it."""
    assert working.result is not None
    result = next((one for one in seen if one.slot.part is Part.RESULT), None)
    goal = sky.goal(working.result.cells[0])
    if result is None:
        return
    past = [] if goal is None else [result.rect.center(), *sky.course(result, working.result.cells[0])]
    sources = _telling(_term_in_hand(frame, _summands(working, seen), seen))
    for number, one in enumerate(sources):
        leaves = _ROW * number / max(len(sources), 1)
        yield from sky.flight(one, result.rect if goal is None else goal, past, leaves)


def _summands(working: Working, seen: Sequence[Seen]) -> list[Seen]:
    """Return the numbers that are added, or the largest of them; where the lens has not all of these, their result.

    Where they are too many, or channels are folded, it is what each channel makes.
    """
    of = {part: _once(one for one in seen if one.slot.part is part) for part in Part}
    if working.combine is Combine.MAX:
        winners = [one for one in (*of[Part.PRODUCTS], *of[Part.FACTOR]) if one.tile.marked]
        return winners[:1] or of[Part.RESULT]
    plain = {number for number, group in enumerate(working.groups) if len(group.factors) == 1}
    parts = of[Part.PRODUCTS] + [one for one in of[Part.FACTOR] if one.slot.group in plain]
    for some in (parts, of[Part.TOTAL]):
        whole = {one.slot.group for one in some} == set(range(len(working.groups)))
        if working.function is None and whole and len(some) <= _MOST:
            return some + of[Part.SINGLE]
    return of[Part.RESULT]


def _telling(some: list[Seen]) -> list[Seen]:
    """Return those numbers that change the sum, all where it is 0 by all of them."""
    return [one for one in some if one.tile.value != 0] or some


def _term_in_hand(frame: Frame, some: list[Seen], seen: Sequence[Seen]) -> list[Seen]:
    """Return those numbers that the term in hand makes, all where all terms are done at once."""
    if frame.position.term is None:
        return some
    in_hand = [one for one in seen if one.slot.part is Part.TERM]
    if in_hand:
        return in_hand
    term = frame.done.updates[-1].terms[-1]
    cells = tuple(factor for factor in term if isinstance(factor, Cell))
    return [one for one in some if one.tile.cells == cells]


def _spread(frame: Frame, seen: Sequence[Seen], sky: Sky) -> tuple[list[Flight], list[QRectF]]:
    """Return how a contribution flies to the cells that it changes, and where these are."""
    after = {_place(one): one for one in seen if one.slot.part is Part.AFTER and one.tile.done}
    if frame.position.term is not None:
        target = frame.done.updates[-1].target
        after = {place: one for place, one in after.items() if one.tile.cells == (target,)}
    before = {_place(one): one.tile.value for one in seen if one.slot.part is Part.BEFORE}
    parts = {one.slot.part for one in seen}
    part = Part.PRODUCTS if Part.PRODUCTS in parts else Part.FACTOR
    sources = {_place(one): one for one in seen if one.slot.part is part}
    flights: list[Flight] = []
    changed: list[QRectF] = []
    for place, one in after.items():
        goal = sky.goal(one.tile.cells[0])
        if goal is None or _same(before.get(place, 0.0), one.tile.value):
            continue
        changed.append(goal)
        source = sources.get(place, one)
        flights += sky.flight(source, goal, [one.rect.center()] if source is not one else [])
    return (flights if len(flights) <= _MOST else []), changed


def _from_the_grids(frame: Frame, sky: Sky) -> Iterator[Flight]:
    """Yield how what is read of images and lists flies, where no lens works it out."""
    info, count = frame.chapter.info, 0
    updates = frame.done.updates if frame.position.term is None else frame.done.updates[-1:]
    for update in updates:
        goal = sky.goal(update.target)
        terms = update.terms if frame.position.term is None else update.terms[-1:]
        read = [factor for term in terms for factor in term if isinstance(factor, Cell)]
        for cell in [cell for cell in read if info[cell.array].sampled] if goal is not None else []:
            for grid, block in sky.placed.found(cell):
                if goal is not None and count < _MOST:
                    yield from sky.of_cell(grid, block, goal)
                    count += 1


def _once(some: Iterable[Seen]) -> list[Seen]:
    """Return numbers of which each stands there once: where a lens has them twice, the later ones."""
    return list({(one.slot, one.row, one.column): one for one in some}.values())


def _place(seen: Seen) -> tuple[int, int, int]:
    """Return where a number stands among those that belong together, cell by cell."""
    return seen.slot.group, seen.row, seen.column


def _same(before: float, after: float) -> bool:
    return before == after or (before != before and after != after)
