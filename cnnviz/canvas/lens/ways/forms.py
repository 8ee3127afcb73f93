"""How large the lens of a chapter has to be for every one of its steps, so that nothing moves from one to the next."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from cnnviz.application import text_pixels
from cnnviz.canvas.lens.slots import Part, Slot, blocks_of, is_read, shape_of
from cnnviz.canvas.lens.ways.outlines import looked_at, outline
from cnnviz.canvas.lens.words import Words, channel_words, constant_words, headings, may_be_said, said_of
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.lenses.tiles import Block, Working
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, Combine, Step

Measure: TypeAlias = Callable[[Words], int]
"""How many pixels a heading takes."""


class Place(NamedTuple):
    """What a place has to have room for: rows and columns of numbers, and pixels for its heading."""

    rows: int
    columns: int
    heading: int = 0
    constant: bool = False
    minus: bool = False
    unit: bool = False
    sampled: bool = False
    bar: bool = False  # whether it is the sum of a map, which is drawn as a bar as well
    twin: bool = False  # whether it is what stands before it once more
    common: bool = False  # whether it is one number which all groups share

    @property
    def single(self) -> bool:
        """Whether it is for one number."""
        return self.rows * self.columns == 1

    def with_room_for(self, other: "Place") -> "Place":
        """Return a place for either."""
        rows, columns = max(self.rows, other.rows), max(self.columns, other.columns)
        heading, common = max(self.heading, other.heading), self.common and other.common
        return self._replace(rows=rows, columns=columns, heading=heading, common=common)


class Kind(NamedTuple):
    """How the numbers of a working go together."""

    target: str
    function: str | None
    combine: Combine
    spread: bool
    leading: bool  # whether what stands alone comes before the groups


class Form(NamedTuple):
    """The places of all steps that are worked out alike."""

    kinds: tuple[Kind, ...]
    places: tuple[tuple[Slot, Place], ...]
    labels: tuple[int, ...] = ()  # pixels for the names of each working's channels
    note: int = 0  # pixels for the sentence about the step
    headed: bool = False  # whether something comes before it

    @property
    def by_slot(self) -> Mapping[Slot, Place]:
        """The places by what they are for."""
        return dict(self.places)

    def with_room_for(self, other: "Form") -> "Form":
        """Return a form that has a place for all that either has one for."""
        places = dict(self.places)
        for slot, place in other.places:
            places[slot] = places[slot].with_room_for(place) if slot in places else place
        labels = tuple(map(max, self.labels, other.labels))
        sized = tuple(sorted(places.items(), key=lambda item: _order(item[0])))
        return Form(self.kinds, sized, labels, max(self.note, other.note), self.headed or other.headed)


def forms_of(frame: Frame, measure: Measure) -> dict[tuple[Kind, ...], Form]:
    """Return the forms of a chapter's steps by how their numbers go together."""
    steps = cache(frame.chapter.trace.__getitem__)  # some are looked at twice
    key = _likeness(frame, steps)
    if key not in _KNOWN:
        while len(_KNOWN) >= _KEPT:
            del _KNOWN[next(iter(_KNOWN))]
        found: dict[tuple[Kind, ...], Form] = {}
        at = Position(frame.position.chapter, frame.position.step)
        alike = {outline(frame.chapter, step): step for step in looked_at(frame.chapter, steps)}
        standing = Frame(frame.timeline, at, frame.decimals, by_terms=frame.by_terms, beside=frame.beside)
        standing.before = frame.chapter.arrays  # all on the same numbers, which take no more room than others
        for one in standing.replaying_each(alike.values()):
            made = form_of(one, measure)
            found[made.kinds] = found[made.kinds].with_room_for(made) if made.kinds in found else made
        last = Position(at.chapter, len(frame.chapter.trace) - 1)  # its cells have the longest names
        ends = standing, Frame(frame.timeline, last, frame.decimals, beside=frame.beside)
        note = max((measure(Words("", text)) for one in ends for text in may_be_said(one)), default=0)
        _KNOWN[key] = {kinds: form._replace(note=max(form.note, note)) for kinds, form in found.items()}
    return dict(_KNOWN[key])


_KEPT = 64
_KNOWN: dict[tuple[object, ...], dict[tuple[Kind, ...], Form]] = {}


def form_of(frame: Frame, measure: Measure) -> Form:
    """Return the places of one step."""
    workings = lens(frame)
    blocks = blocks_of(workings)
    places = {
        slot: _place(frame, workings[slot.working], slot, block, measure)._replace(
            twin=slot.number > 0 and blocks.get(slot._replace(number=slot.number - 1)) == block,
            common=slot.part is Part.FACTOR and _is_common(workings[slot.working], slot.number),
        )
        for slot, block in blocks.items()
    }
    labels = tuple(
        max((measure(Words("", f"■ {channel_words(frame, w, g)}")) for g in range(len(w.groups))), default=0)
        for w in workings
    )
    sized = tuple(sorted(places.items(), key=lambda item: _order(item[0])))
    said, first = said_of(frame)
    note = max(measure(Words("", said)), measure(Words(first)))
    return Form(kinds_of(frame, workings), sized, labels, note, bool(first))


def _is_common(working: Working, number: int) -> bool:
    """Return whether a factor is one number, and the same one in all groups of a working."""
    blocks = [group.factors[number] for group in working.groups if len(group.factors) > number]
    read = {(block.label, tuple(tile.cells for tile in block.tiles)) for block in blocks}
    return len(read) == 1 and shape_of(blocks[0]) == (1, 1)


def kinds_of(frame: Frame, workings: Sequence[Working]) -> tuple[Kind, ...]:
    """Return how the numbers of a step go together."""
    return tuple(_kind(frame, working) for working in workings)


def hold(places: Mapping[Slot, Place], blocks: Mapping[Slot, Block]) -> bool:
    """Return whether there is a place for all numbers of a step."""
    for slot, block in blocks.items():
        place = places.get(slot)
        if place is None or len(block.rows) > place.rows or len(block.rows[0]) > place.columns:
            return False
    return True


def _order(slot: Slot) -> tuple[int, int, str, int]:
    return slot.working, slot.group, slot.part.value, slot.number


def _kind(frame: Frame, working: Working) -> Kind:
    leading = False
    if working.result is not None and working.singles:
        update = next(u for u in frame.step.updates if u.target == working.result.cells[0])
        leading = bool(update.terms) and len(update.terms[0]) == 1
    return Kind(working.target, working.function, working.combine, working.result is None, leading)


def _place(frame: Frame, working: Working, slot: Slot, block: Block, measure: Measure) -> Place:
    rows, columns = shape_of(block)
    wide = max(measure(words) for words in headings(frame, working, slot, block))
    constant = is_read(slot, block)
    if not constant:
        info = frame.chapter.info
        sampled = not block.label and info[block.array].sampled
        read = working.groups[slot.group].factors if slot.part is Part.TOTAL else ()
        bar = any(not one.label and info[one.array].maps is not None for one in read)
        return Place(rows, columns, wide, sampled=sampled, bar=bar)
    text = constant_words(frame, working, block)
    width = max(wide, measure(Words(text)), measure(Words("0.00")))
    minus = block.label.startswith(MINUS)
    return Place(rows, columns, width, True, minus, minus and text == "1")


def _likeness(frame: Frame, steps: Callable[[int], Step]) -> tuple[object, ...]:
    """Return what chapters have in common whose lenses are alike but for the numbers."""
    chapter, trace = frame.chapter, frame.chapter.trace
    shapes = tuple((name, info.label, chapter.arrays[name].shape) for name, info in chapter.info.items())
    some = (0, len(trace) // 2, min(len(trace) // 2 + 1, len(trace) - 1), len(trace) - 1)
    return (
        text_pixels(100),
        chapter.kind,
        chapter.function,
        chapter.rules,
        chapter.sample,
        frame.decimals,
        frame.by_terms,
        frame.theirs is None,
        tuple(trace.shape),
        shapes,
        tuple(_cells(steps(n)) for n in some),
    )


def _cells(step: Step) -> tuple[object, ...]:
    return tuple(
        (update.target, *(factor for term in update.terms for factor in term if isinstance(factor, Cell)))
        for update in step.updates
    )
