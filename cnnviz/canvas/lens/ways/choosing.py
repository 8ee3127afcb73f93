"""Which way a lens is laid out, and how large: as large as the stage allows, and the grids shrink first."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from cnnviz.application import text_pixels
from cnnviz.canvas.lens.ways.arrangements import is_noted, noted
from cnnviz.canvas.lens.ways.forms import Form, Kind
from cnnviz.canvas.lens.ways.nodes import Node
from cnnviz.canvas.lens.ways.sizes import ACROSS, Sizes
from cnnviz.canvas.plans.boxes import MARGIN, PlaneSizes, crowded, longest
from cnnviz.canvas.plans.layout import LEAST_MARGIN, Layout, arrange, room_around
from cnnviz.canvas.plans.stage_plan import LENS, StagePlan
from cnnviz.frozen import NamedTuple

DOWN = 10
"""Pixels above and below what is in the frame."""
_LARGE = 44  # of a cell, where there is room, in the size that is chosen for text
_USUAL = (36, 32, 28)
_SHRUNK = (24, 20, 17, 14)
_TINY = (12, 9, 7, 5, 3, 2, 1)
_GRID_SIDE, _GRID_CELLS, _LEAST_SIDE = 150, (3, 20), 60
_SHARE = 0.7  # of what the main cells could be, that the lens leaves them
_BETTER = 1.25  # how much larger the main cells have to be for a way that tells less
_FAR = 4 / 3  # how much larger the main cells have to be for an arrangement that is not wanted
_COMFORTABLE = 28  # pixels of a main cell, with which the lens may grow beyond its usual size
_LESS = 2  # pixels by which the main cells may be smaller than what is wished for, again and again
_PLAIN = 12  # pixels of a main cell whose colour is plain to see
READABLE = (26, 22, 20, 18)
"""Pixels of a main cell in which nearly all numbers are written, and fewer; in smaller ones there are none."""


class Chosen(NamedTuple):
    """How a lens is laid out: each of its forms, in a frame that is as large as the largest needs it."""

    cell: int
    width: int
    height: int
    ways: Mapping[tuple[Kind, ...], tuple[Node, bool]]


_Sized: TypeAlias = tuple[Node, bool, int, int]
"""A way to write a form, whether channels are folded in it, its width and its height."""


class _Pass(NamedTuple):
    """What is tried: arrangements, sizes of the lens, and how large the main cells and small grids have to be."""

    plan: StagePlan
    cells: Sequence[int]
    folded: bool  # whether channels may be folded to their sums
    need: int
    roomy: bool = False
    noted: bool = False  # whether the sentence has to be there, where there is one


def choose(
    plan: StagePlan, facts: PlaneSizes, room: tuple[int, int], zoom: float, forms: Sequence[Form]
) -> tuple[Layout, Chosen]:
    """Return where everything stands in a room of (width, height), and how the lens in it is laid out."""
    whole, (plan, base) = plan, _plan(plan, facts, room)
    if any(slot.group > 0 for form in forms for slot, _ in form.places):
        whole = plan  # channels stand beside their lines of the lens
    most = _laid(whole, facts, room, 0, 0).cell
    least = min(_floor(plan, facts, _GRID_SIDE), max(int(base * _SHARE), 1))
    ways = [tuple(noted(form)) for form in forms]
    far_larger = base < _USUAL[0] and most >= base * _FAR
    if far_larger or any(base < readable <= most for readable in READABLE):
        plan, base = whole, most
    tiny = _floor(plan, facts, round(_LEAST_SIDE / crowded(plan)))
    passes = _passes(plan, whole, base, most, least, tiny)
    says = any(form.note for form in forms)
    if says and base >= READABLE[-1]:  # a sentence tells more than a larger lens does, and less than digits
        large = [one._replace(noted=True) for one in passes if one.need > _COMFORTABLE] or [
            passes[0]._replace(noted=True)
        ]
        usual = _Pass(plan, _USUAL, False, min(_COMFORTABLE, base), True, True)
        passes = [*large, usual, *passes]
    offers = _Offers(forms, ways)
    for plan, cells, folded, need, roomy, has_note in passes:
        margin = MARGIN if need >= READABLE[-1] else LEAST_MARGIN
        inner = room[0] - 2 * margin, room[1] - 2 * margin
        has_room = room_around(plan, facts, room, need, roomy=roomy)
        for cell in cells:
            best: tuple[int, Layout, Chosen] | None = None
            for chosen in offers.within(inner, cell, folded, has_note):
                if not has_room(chosen.width, chosen.height):
                    continue
                layout = _laid(plan, facts, room, chosen.width, chosen.height, roomy=roomy)
                good = layout.width <= room[0] and layout.height <= room[1] and layout.cell >= need
                seen = min(layout.cell, _COMFORTABLE)
                if good and (best is None or seen > best[0] * _BETTER):
                    best = seen, layout, chosen
            if best is not None:
                _, layout, chosen = best
                if zoom != 1:
                    layout = _laid(plan, facts, room, chosen.width, chosen.height, zoom, roomy=roomy)
                return layout, chosen
    told = offers.last(cells[-1], folded)
    if not has_room(0, 0):  # the grids do not fit by themselves: a smaller lens would be of no use
        told = next(iter(offers.within(inner, _USUAL[-1], False)), told)
    return _laid(plan, facts, room, told.width, told.height, zoom), told


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
    grown = text_pixels(_COMFORTABLE)  # the digits of the grids are to be read from as far as the words are
    needs = [need for need in range(grown, _COMFORTABLE, -_LESS) if need <= most]  # or nearly
    found = [_Pass(some, _large(), False, need, True) for need in needs for some in plans]
    found.append(_Pass(plan, _large(), False, min(_COMFORTABLE, base), True))
    for readable in READABLE:  # a sentence tells more than digits do that are larger
        if readable <= most:
            found += [_Pass(some, _USUAL, False, readable, True, True) for some in plans]
    for readable in READABLE:
        if readable <= most:
            found += [_Pass(some, _USUAL, False, readable, True) for some in plans]
    found += [_Pass(plan, _USUAL, False, least, True, noted) for noted in (True, False)]
    smaller = dict.fromkeys((min(_PLAIN, least), min(tiny, least)))
    found += [
        _Pass(some, _USUAL, False, need, roomy)
        for need in smaller
        for roomy in (True, False)
        for some in plans
    ]
    return [
        *found,
        _Pass(plan, _USUAL, True, least),
        _Pass(plan, _USUAL + _SHRUNK, False, least),
        _Pass(plan, _USUAL + _SHRUNK, True, least),
        _Pass(plan, _TINY, False, least, True),
        _Pass(plan, _TINY, False, least),
        _Pass(plan, _TINY, True, least),
        _Pass(plan, _TINY, True, 1),
    ]


def _plan(plan: StagePlan, facts: PlaneSizes, room: tuple[int, int]) -> tuple[StagePlan, int]:
    """Return the plan with the arrangements that are wanted, and how large its main cells would be without a lens."""
    wanted = plan._replace(arrangements=plan.arrangements[: plan.preferred or None])
    base = _laid(wanted, facts, room, 0, 0).cell
    if base * longest(plan, facts) >= _LEAST_SIDE and room_around(wanted, facts, room, base)(0, 0):
        return wanted, base
    return plan, _laid(plan, facts, room, 0, 0).cell


def _large() -> Sequence[int]:
    """Return the sizes beyond the usual one, the largest first."""
    most = text_pixels(_LARGE)
    return sorted({most, *(size for size in range(40, most, 4))}, reverse=True)


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


class _Offers:
    """The ways to lay out forms, each measured once with cells of a size, whatever they are tried for."""

    def __init__(self, forms: Sequence[Form], ways: Sequence[Sequence[tuple[Node, bool]]]) -> None:
        self._forms, self._ways = forms, ways
        self._sized = cache(self._measured)
        self.within = cache(self._within)

    def _within(
        self, inner: tuple[int, int], cell: int, folded: bool, has_note: bool = False
    ) -> Sequence[Chosen]:
        """Return the ways within a room, of each size the first; they may have to have the sentence."""
        found: dict[tuple[int, int], Chosen] = {}
        for chosen in self._choices(cell, folded, inner, has_note):
            if chosen.width <= inner[0] and chosen.height <= inner[1]:
                found.setdefault((chosen.width, chosen.height), chosen)
        return list(found.values())

    def last(self, cell: int, folded: bool) -> Chosen:
        """Return the way that tells least."""
        *_, last = self._choices(cell, folded, (0, 0), False)
        return last

    def _measured(self, cell: int) -> Sequence[Sequence[_Sized]]:
        """Return the ways of each form with their widths and heights, with cells of a size."""
        sized = []
        for form, ways in zip(self._forms, self._ways, strict=True):
            sizes = Sizes(form.by_slot, form.labels, cell, form.note, form.headed, {})
            extents = [(node, folds, sizes.of(node)) for node, folds in ways]
            sized.append([(node, folds, extent.width, extent.height) for node, folds, extent in extents])
        return sized

    def _choices(self, cell: int, folded: bool, inner: tuple[int, int], noted: bool) -> Iterator[Chosen]:
        """Yield the ways to lay out the largest form, the others within its frame if they can, and one at the end.

        Frames that are no longer within the room are left out, but for that last one.
        """
        forms = self._forms
        sized = [[one for one in options if one[1] <= folded] for options in self._sized(cell)]
        first = max(range(len(forms)), key=lambda at: min(w * h for _, _, w, h in sized[at]))
        frames = [(width, height) for _, _, width, height in sized[first]]
        within = [(w, h) for w, h in frames if w + 2 * ACROSS <= inner[0] and h + 2 * DOWN <= inner[1]]
        noted_, headed = (
            [
                ([one for one in options if is_noted(one[0])] if says else []) or options
                for says, options in zip(told, sized, strict=True)
            ]
            for told in ([form.note for form in forms], [form.headed for form in forms])
        )
        for offered in (noted_,) if noted else (noted_, headed, sized):
            for width, height in (*dict.fromkeys(within), frames[-1]):
                chosen = {}
                for form, options in zip(forms, offered, strict=True):
                    node, folds, w, h = min(
                        options, key=lambda o: max(o[2] - width, 0) + max(o[3] - height, 0)
                    )
                    width, height = max(width, w), max(height, h)
                    chosen[form.kinds] = node, folds
                yield Chosen(cell, width + 2 * ACROSS, height + 2 * DOWN, chosen)
