"""The step in hand worked out large, as data: which numbers meet, what they make, and what that is added to.

A convolution over one channel, in the step that writes Y[0, 0]::

    window        W            products
    0 0 0         1 0 -1       0 0  0
    0 1 2    ⊙    2 0 -2   =   0 0 -4     total -5, and b alone: 0      result -5
    0 3 1         1 0 -1       0 0 -1

On the way back one number of dY meets the whole kernel (scatter)::

    dY[0, 0]      W            products         before         after
    2        ×    1 0 -1   =   2 0 -2       +   0 0  1    =    2 0 -1  ...

Nothing here knows of kinds of chapters: all of it is read off the step.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from cnnviz.explain.lenses.tiles import (
    Block,
    Group,
    Running,
    Tile,
    Working,
    block_of,
    channel_of,
    place_of,
    plane_of,
)
from cnnviz.explain.lenses.worked_terms import WorkedTerm, cells_of, worked
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing
from cnnviz.trace.steps import Cell, Combine, Const, Term, added


@lru_cache(maxsize=2)
def lens(frame: Frame) -> tuple[Working, ...]:
    """Return the step in hand worked out: one `Working` for each sum, and one for all cells that are added to alike."""
    workings: dict[tuple[str, tuple[str, ...]], list[list[WorkedTerm]]] = {}
    for entries, update in worked(frame):
        alike = (update.target.array, _signature(update.terms[0]) if len(update.terms) == 1 else ())
        workings.setdefault(alike, []).append(entries)
    marked = frame.standings
    if frame.mistaken is not None:
        marked = {**marked, frame.mistaken: Standing.WRONG}
    made = tuple(
        _spread(frame.chapter, [entry for entries in updates for entry in entries], marked)
        if len(updates) > 1
        else _sum(frame.chapter, updates[0], marked)._replace(running=_running(frame, updates[0]))
        for updates in workings.values()
    )
    if frame.theirs is None:
        return made
    from cnnviz.explain.lenses.beside import with_theirs  # few compare

    return tuple(with_theirs(frame.theirs, working) for working in made)


def _running(frame: Frame, entries: Sequence[WorkedTerm]) -> Running | None:
    """Return how far a step's only sum is, where one goes by its terms."""
    if not frame.by_terms or len(frame.step.updates) > 1:
        return None
    from cnnviz.explain.lenses.running import running  # few go by terms

    done = sum(entry.done for entry in entries)
    products, cells = [entry.product for entry in entries], [entry.cells for entry in entries]
    return running(entries[0].update, products, cells, done, entries[0].before)


def _sum(chapter: Chapter, entries: Sequence[WorkedTerm], marked: Mapping[Cell, Standing]) -> Working:
    """Return what one cell is made of."""
    update, done = entries[0].update, entries[-1].done
    together: dict[tuple[object, ...], list[tuple[WorkedTerm, tuple[int, int]]]] = {}
    placing: dict[tuple[str, ...], int | None] = {}
    for entry in entries:
        if entry.term:
            signature = _signature(entry.term)
            if signature not in placing:
                placing[signature] = _placing(chapter, entry)
            at = placing[signature]
            cell = None if at is None else entry.cells[at]
            key = channel_of(chapter, cell), *signature
            together.setdefault(key, []).append((entry, place_of(chapter, cell)))
    largest = update.combine is Combine.MAX  # also of a single number
    several = {key: group for key, group in together.items() if len(group) > 1 or len(key) > 2 or largest}
    groups = []
    for (channel, *_), placed in several.items():
        group, places = [entry for entry, _ in placed], [place for _, place in placed]
        cells = tuple([cell for entry in group for cell in entry.cells])
        products = [entry.product for entry in group]
        total = _largest(products) if largest else added(products)
        groups.append(
            Group(
                channel if isinstance(channel, int) else None,
                _factors(group, places, marked),
                _products(group, places),
                Tile(total, cells, group[-1].done),
            )
        )
    alone = [group[0][0] for key, group in together.items() if key not in several]
    mask = None
    if largest and update.aside:
        from cnnviz.explain.lenses.window_mask import window_mask  # the first picture has none

        mask = window_mask(chapter, entries, marked)
    return Working(
        update.target.array,
        tuple(groups),
        tuple(block for entry in alone for block in _factors([entry], [(0, 0)], marked)),
        update.combine,
        update.function,
        Tile(entries[0].before, (update.target,)) if update.accumulate else None,
        Tile(entries[0].after, (update.target,), done, marked.get(update.target)),
        mask=mask,
    )


def _largest(products: Sequence[float]) -> float:
    """Return the largest of some numbers; what is no number wins."""
    return next((one for one in products if one != one), max(products))


def _spread(chapter: Chapter, entries: Sequence[WorkedTerm], marked: Mapping[Cell, Standing]) -> Working:
    """Return what many cells of an array are added to alike."""
    update = entries[0].update
    planes: dict[tuple[int, ...], list[WorkedTerm]] = {}
    for entry in entries:
        planes.setdefault(plane_of(chapter, entry.update.target), []).append(entry)
    groups = []
    for group in planes.values():
        channel = channel_of(chapter, group[0].update.target)
        places = [place_of(chapter, entry.update.target) for entry in group]
        targets = [entry.update.target for entry in group]
        held = [
            Tile(e.after, (target,), e.done, marked.get(target))
            for e, target in zip(group, targets, strict=True)
        ]
        after, before = block_of(places, held, update.target.array), None
        if update.accumulate:
            held = [Tile(e.before, (target,), e.done) for e, target in zip(group, targets, strict=True)]
            before = block_of(places, held, update.target.array)
        groups.append(
            Group(
                channel,
                _factors(group, places, marked),
                _products(group, places),
                None,
                before,
                after,
            )
        )
    return Working(update.target.array, tuple(groups), (), update.combine, update.function, None, None)


def _factors(
    entries: Sequence[WorkedTerm], places: Sequence[tuple[int, int]], marked: Mapping[Cell, Standing]
) -> tuple[Block, ...]:
    """Return the factors of terms that are alike; one that they all share stands there once."""
    blocks = []
    longest = max(entries, key=lambda entry: len(entry.term))
    for at, factor in enumerate(longest.term):
        behind = at - len(longest.term)  # what a mask stops has the mask alone, which comes last
        having = [
            (entry, place) for entry, place in zip(entries, places, strict=True) if len(entry.term) >= -behind
        ]
        tiles = [_tile(entry, behind, marked) for entry, _ in having]
        alike = len(entries) > 1 and all(entry.term[behind] == factor for entry, _ in having)
        shared = alike and not (isinstance(factor, Const) and factor.of)  # a mask keeps its shape
        target = entries[0].update.target.array
        array, label = (factor.array, "") if isinstance(factor, Cell) else (target, factor.of or factor.label)
        rows = Block(((tiles[0],),), array, label)
        blocks.append(rows if shared else block_of([place for _, place in having], tiles, array, label))
    return tuple(blocks)


def _tile(entry: WorkedTerm, at: int, marked: Mapping[Cell, Standing]) -> Tile:
    """Return a factor of a term; a number of a mask stands as the cell does that decides about it."""
    factor = entry.term[at]
    if not marked and isinstance(factor, Cell):
        return Tile(entry.values[at], (factor,), entry.done)
    aside = entry.update.aside if isinstance(factor, Const) and factor.of else ()
    (*_, standing) = (None, *(marked[cell] for cell in cells_of((factor,)) + aside if cell in marked))
    return Tile(entry.values[at], cells_of((factor,)), entry.done, standing, aside)


def _products(entries: Sequence[WorkedTerm], places: Sequence[tuple[int, int]]) -> Block | None:
    if max(len(entry.term) for entry in entries) < 2:
        return None
    tiles = [Tile(entry.product, entry.cells, entry.done) for entry in entries]
    return block_of(places, tiles, entries[0].update.target.array)


def _placing(chapter: Chapter, entry: WorkedTerm) -> int | None:
    """Return by which of its cells a term is laid out: by that of an image or a list, sooner than a parameter's."""
    sampled = (at for at, cell in enumerate(entry.cells) if chapter.info[cell.array].sampled)
    return next(sampled, 0 if entry.cells else None)


def _signature(term: Term) -> tuple[str, ...]:
    """Return what kind of factors a term has; one that a mask stops has the same as those that it lets pass."""
    last = term[-1]
    if isinstance(last, Const) and last.of:
        return f"= {last.of}", "what it lets pass"
    return tuple([factor.array if isinstance(factor, Cell) else f"= {factor.label}" for factor in term])
