"""Which way a lens is laid out, and how large: as large as the stage allows, and the grids shrink first."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from cnnviz.application import text_pixels
from cnnviz.canvas.cell_sizes import APART, LARGE, LENS_CELLS, LONG, LONG_DIGITS, OWN_DIGITS, READABLE
from cnnviz.canvas.lens.ways.arrangements import is_broken, noted
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import ALL, OTHERS
from cnnviz.canvas.lens.ways.offers import Chosen, Offers
from cnnviz.canvas.plans.boxes import ENDLESS, MARGIN, PlaneSizes, crowded, longest
from cnnviz.canvas.plans.layout import LEAST_MARGIN, Layout, arrange, room_around
from cnnviz.canvas.plans.stage_plan import LENS, Size, StagePlan
from cnnviz.frozen import NamedTuple

_NARROW = 700  # pixels of a narrow stage
_SHRUNK = (24, 20, 17, 14)
_SEEN, _SEEN_WITH = 6, (24, 22)
"""Pixels of a main cell that can be pointed at, and of a lens with most digits that leaves them so large."""
_TINY = (12, 9, 7, 5, 3, 2, 1)
_GRID_SIDE, _GRID_CELLS, _LEAST_SIDE = 150, (3, 20), 60
_SHARE, _COLOURS = 0.7, 0.9  # of main cells without a lens: what it leaves them, and what its sentence does
_BETTER = 1.25  # how much larger the main cells have to be for a way that tells less
_FAR = 4 / 3  # how much larger the main cells have to be for an arrangement that is not wanted
_SHORT = 5  # cells of a side, of a kernel
_LESS = 2  # pixels by which the main cells may be smaller than what is wished for, again and again


class _Yields(NamedTuple):
    """A lens becomes so small where what is made beside it, in cells below a size, reaches another by that."""

    cell: int
    below: int
    reaching: int


_MADE_FIRST = (_Yields(LENS_CELLS[0], OWN_DIGITS, 0), _Yields(LENS_CELLS[-1], LONG, LONG))
"""One that is larger than usual for any gain; one of its usual size so that nearly all numbers are written there."""
Pair: TypeAlias = tuple[int, int]
Fits: TypeAlias = Callable[[int, int], bool]
_Found: TypeAlias = tuple[Layout, Chosen]


class _Pass(NamedTuple):
    """What is tried: arrangements, sizes of the lens, and how large the main cells and small grids have to be."""

    plan: StagePlan
    cells: Sequence[int]
    folded: int  # which channels may be folded to their sums: none, all but one, or all
    need: int
    roomy: bool = False
    noted: bool = False  # whether the sentence has to be there, where there is one
    grown: bool = False  # whether it is for digits that are read from afar


def choose(
    plan: StagePlan, facts: PlaneSizes, room: tuple[int, int], zoom: float, forms: Sequence[Form]
) -> tuple[Layout, Chosen]:
    """Return where everything stands in a room of (width, height), and how the lens in it is laid out."""
    whole, (plan, base) = plan, _plan(plan, facts, room)
    several = any(slot.group > 0 for form in forms for slot, _ in form.places)
    if several and not plan.loose:
        whole = plan  # channels stand beside their lines of the lens
    most = _laid(whole, facts, room, 0, 0).cell
    least = min(_floor(plan, facts, _GRID_SIDE), max(int(base * _SHARE), 1))
    ways = [tuple(noted(form, narrow=room[0] < _NARROW)) for form in forms]
    far_larger = base < LENS_CELLS[0] and most >= base * _FAR
    if far_larger or any(base < readable <= most for readable in READABLE):
        plan, base = whole, most
    tiny = _floor(plan, facts, round(_LEAST_SIDE / crowded(plan)))
    passes = _passes(plan, whole, base, most, least, tiny)
    says = any(form.note for form in forms)
    if says and base >= READABLE[-1]:  # a sentence tells more than a larger lens does, and less than digits
        large = [one._replace(noted=True) for one in passes if one.need > OWN_DIGITS]
        large = large or [passes[0]._replace(noted=True)]
        usual = _Pass(plan, LENS_CELLS, 0, min(OWN_DIGITS, base), True, True)
        passes = [*large, *(one for one in passes if one.grown), usual, *passes]
    elif says and base < APART and not (several or _is_larger()):  # it tells more than larger colours do
        nearly = _Pass(plan, (*_large(OWN_DIGITS), *LENS_CELLS), 0, round(base * _COLOURS), True, True)
        passes = [nearly, nearly._replace(cells=LENS_CELLS, need=least), *passes]
    if plan.signs:  # long numbers are read in grids that are read as one line
        sizes = (*_large(OWN_DIGITS), *LENS_CELLS)
        passes = [*(_Pass(plan, sizes, 0, need, True, True) for need in LONG_DIGITS), *passes]
    offers = Offers(forms, ways)
    for one in passes:
        margin = MARGIN if one.need >= READABLE[-1] else LEAST_MARGIN
        inner = room[0] - 2 * margin, room[1] - 2 * margin
        has_room = room_around(one.plan, facts, room, one.need, roomy=one.roomy)

        def tried(cell: int, one: _Pass = one, inner: Pair = inner, fits: Fits = has_room) -> _Found | None:
            within = offers.within(inner, cell, one.folded, one.noted)
            if cell > LENS_CELLS[-1 if several else 0]:  # of channels each, and their bias, has its line then
                within = [way for way in within if not any(is_broken(node) for node, _ in way.ways.values())]
            return _best(one, facts, room, [way for way in within if fits(way.width, way.height)])

        for cell in one.cells:
            best = tried(cell)
            if best is None:
                continue
            for smaller in _MADE_FIRST:
                least, made = text_pixels(smaller.cell), _made(one.plan, facts, best[0])
                if cell > least and made < text_pixels(smaller.below):
                    other = tried(least)
                    then = _made(one.plan, facts, other[0]) if other else 0
                    gains = then >= max(made + _LESS, smaller.reaching)
                    best = other if other is not None and gains else best
            told = best[1].snug
            return _settled(one, facts, room, zoom, told), told
    plan, told = one.plan, offers.last(one.cells[-1], one.folded)
    if not has_room(0, 0):  # the grids do not fit by themselves: a smaller lens would be of no use
        told = next(iter(offers.within(inner, LENS_CELLS[-1], 0)), told)
    return _settled(one._replace(roomy=False), facts, room, zoom, told), told


def _settled(one: _Pass, facts: PlaneSizes, room: Pair, zoom: float, told: Chosen) -> Layout:
    """Return where everything stands around a lens that is chosen: what room is left is the grids'."""
    around = _around(facts, told.width, told.height)
    return arrange(one.plan, around, room, zoom, roomy=one.roomy, close=True)


def _best(one: _Pass, facts: PlaneSizes, room: Pair, ways: Sequence[Chosen]) -> _Found | None:
    """Return the way with the largest main cells, or one before it that tells more with cells nearly as large."""
    found: tuple[int, Layout, Chosen] | None = None
    for way in ways:
        layout = _laid(one.plan, facts, room, way.width, way.height, roomy=one.roomy)
        good = layout.width <= room[0] and layout.height <= room[1] and layout.cell >= one.need
        seen = min(layout.cell, OWN_DIGITS)
        if good and (found is None or seen > found[0] * _BETTER):
            found = seen, layout, way
    return None if found is None else found[1:]


def _made(plan: StagePlan, facts: PlaneSizes, layout: Layout) -> int:
    """Return how large the cells of images are that are made beside smaller ones; endless where there are none."""
    large = (plane for plane in plan.large if plane.size is Size.TARGET and plane.key in layout.spots)
    short = 0 if _is_larger() else _SHORT  # where text is larger, digits of kernels are read from far as well
    images = (plane.key for plane in large if max(facts.shapes[plane.key]) > short)
    return min((layout.spots[key].cell for key in images), default=ENDLESS)


def _passes(
    plan: StagePlan, whole: StagePlan, base: int, most: int, least: int, tiny: int
) -> Sequence[_Pass]:
    """Return what is tried, in order: first that all numbers are written; grids shrink before the lens does.

    Parameters
    ----------
    plan, whole : the arrangements that are wanted, and all of them
    base, most : the main cells that these allow without a lens
    least, tiny : how small they may become for a lens of its usual size, and so that it need not shrink or fold
    """
    plans = list(dict.fromkeys((plan, whole)))
    grown = text_pixels(OWN_DIGITS)  # the digits of the grids are to be read from as far as the words are
    needs = [need for need in range(grown, OWN_DIGITS, -_LESS) if need <= most]  # or nearly
    found = [_Pass(some, _large(need), 0, need, True) for need in needs for some in plans]
    found.append(_Pass(plan, _large(OWN_DIGITS), 0, min(OWN_DIGITS, base), True))
    found += _grown(plans, (text_pixels(min(APART, least)), min(tiny, least)))
    for readable in READABLE:  # a sentence tells more than digits do that are larger
        if readable <= most:
            found += [_Pass(some, LENS_CELLS, 0, readable, True, True) for some in plans]
    found += [_Pass(some, LENS_CELLS, 0, one, True) for one in READABLE if one <= most for some in plans]
    found += [_Pass(plan, LENS_CELLS, 0, least, True, noted) for noted in (True, False)]
    smaller = dict.fromkeys((min(APART, least), min(tiny, least)))
    found += [
        _Pass(some, LENS_CELLS, 0, need, roomy)
        for need in smaller
        for roomy in (True, False)
        for some in plans
    ]
    if least < _SEEN <= most:
        found += [_Pass(some, _SEEN_WITH, 0, _SEEN, roomy) for roomy in (True, False) for some in plans]
    return [
        *found,
        _Pass(plan, LENS_CELLS + _SHRUNK, OTHERS, least),
        _Pass(plan, LENS_CELLS, ALL, least),
        *(_Pass(plan, LENS_CELLS + _SHRUNK, folded, least) for folded in (0, ALL)),
        _Pass(plan, _TINY, 0, least, True),
        _Pass(plan, _TINY, 0, least),
        _Pass(plan, _TINY, ALL, least),
        _Pass(plan, _TINY, ALL, 1),
    ]


def _plan(plan: StagePlan, facts: PlaneSizes, room: tuple[int, int]) -> tuple[StagePlan, int]:
    """Return the plan with the arrangements that are wanted, and how large its main cells would be without a lens."""
    wanted = plan._replace(arrangements=plan.arrangements[: plan.preferred or None])
    base = _laid(wanted, facts, room, 0, 0).cell
    if base * longest(plan, facts) >= _LEAST_SIDE and room_around(wanted, facts, room, base)(0, 0):
        return wanted, base
    return plan, _laid(plan, facts, room, 0, 0).cell


def _is_larger() -> bool:
    return text_pixels(100) > 100


def _large(need: int) -> Sequence[int]:
    """Return the sizes beyond the usual one, the largest first, beside main cells of `need` pixels.

    Where text is larger main cells that are not may take nothing from the lens.
    """
    most = text_pixels(LARGE)
    least = 40 if need >= text_pixels(OWN_DIGITS) else text_pixels(LENS_CELLS[1])
    return sorted({most, *(size for size in range(40, most, 4) if size >= least)}, reverse=True)


def _grown(plans: Sequence[StagePlan], needs: Sequence[int]) -> list[_Pass]:
    """Return what is tried where text is larger: in the lens digits are read from as far as the words are.

    Main cells become smaller for it, down to what each of `needs` says.
    """
    sizes = list(dict.fromkeys(map(text_pixels, range(LENS_CELLS[0], LENS_CELLS[-1] - 1, -1))))
    sizes = [size for size in sizes if size > LENS_CELLS[0]]
    return [
        _Pass(some, sizes, 0, need, True, noted, grown=True)
        for need in dict.fromkeys(needs)
        for noted in (True, False)
        for some in plans
        if sizes
    ]


def _laid(
    plan: StagePlan,
    facts: PlaneSizes,
    room: tuple[int, int],
    width: int,
    height: int,
    zoom: float = 1.0,
    *,
    roomy: bool = False,
) -> Layout:
    """Return where everything stands around a lens of a size."""
    return arrange(plan, _around(facts, width, height), room, zoom, roomy=roomy)


def _around(facts: PlaneSizes, width: int, height: int) -> PlaneSizes:
    """Return facts with a lens of a size among them."""
    return facts._replace(
        shapes={**facts.shapes, LENS.key: (height, width)},
        titles={**facts.titles, LENS.key: 0},
        headings={**facts.headings, LENS.key: 0},
    )


def _floor(plan: StagePlan, facts: PlaneSizes, side: int) -> int:
    """Return how small the main cells may become for the lens, where the largest grid keeps so many pixels a side."""
    least, most = _GRID_CELLS
    return min(max(side // longest(plan, facts), least), most)
