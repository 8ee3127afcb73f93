"""Writes the parts of one working: its factors, its products, and what they add up to."""

from collections.abc import Sequence

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import Area, Box, Captions, Constant, Gives, Label, Node, Operator, Stack
from cnnviz.numerals import MINUS
from cnnviz.trace.steps import Combine

LINES, TIGHT = 18, 8
"""Pixels between lines of a working, and between channels."""
DIFFERS = "≠"
"""The sign between what is written and what somebody else has there; it is another one where they agree."""
IN_HAND = 0
"""The group that shows the channel in hand where only one is written out."""


class Writer:
    """Writes one working out."""

    def __init__(self, number: int, form: Form) -> None:
        self.number, self.kind = number, form.kinds[number]
        self.places = {slot: place for slot, place in form.places if slot.working == number}
        self.count = 1 + max((slot.group for slot in self.places), default=-1)

    def slot(self, group: int, part: Part, number: int = 0) -> Slot | None:
        """Return a place of the working, if it has it."""
        slot = Slot(self.number, group, part, number)
        return slot if slot in self.places else None

    def factors(self, group: int, *, headed: bool = True, common: bool | None = None) -> list[Node]:
        """Return the factors of a group with the signs between them; a factor of −1 is a sign alone.

        They may be those only that all groups have in `common`, or that they have not.
        """
        found: list[Node] = []
        slots = [slot for n in range(9) if (slot := self.slot(group, Part.FACTOR, n)) is not None]
        slots = [slot for slot in slots if common in (None, self.places[slot].common)]
        for slot in sorted(slots, key=self._turn):
            place = self.places[slot]
            if place.twin and place.single and isinstance(found[-1], Box):
                found[-1] = Area(slot._replace(number=slot.number - 1))
                continue
            if place.minus and not found:
                found.append(Operator(MINUS))
            if place.unit:
                continue
            if found and not isinstance(found[-1], Operator):
                found.append(Operator(self._times(slots)))
            found.append(Constant(slot) if place.constant else Box(slot, headed))
        return found

    def ends_common(self) -> bool:
        """Whether what all groups have in common comes last among their factors."""
        slots = [slot for slot in self.places if slot.group == 0 and slot.part is Part.FACTOR]
        *_, last = sorted(slots, key=lambda slot: (self._turn(slot), slot.number))
        return len(slots) > 1 and self.places[last].common

    def _turn(self, slot: Slot) -> tuple[bool, bool]:
        """Return when a factor's turn is: a minus first; of one cell, a window or a number before weights.

        What goes to many cells stands in the order of the law: dY · W on the way to dX, X · dY on the way to dW.
        """
        place = self.places[slot]
        return not place.minus, not (self.kind.spread or place.sampled or place.single)

    def _times(self, slots: Sequence[Slot]) -> str:
        """Return the sign of a product: of one number with each, or of numbers place by place."""
        places = [self.places[slot] for slot in slots]
        if any(not place.single for place in places) and not any(place.single for place in places):
            return "⊙"
        return "·" if all(place.single for place in places) else "×"

    def products(self, group: int, *, headed: bool = True, again: bool = False) -> list[Node]:
        """Return the products of a group, where there are more than one."""
        slot = self.slot(group, Part.PRODUCTS)
        return [] if slot is None or self.places[slot].single else [Box(slot, headed, again)]

    def singles(self) -> list[list[Node]]:
        """Return what stands alone; a constant that is taken off has its minus before it."""
        found: list[list[Node]] = []
        for slot in (self.slot(-1, Part.SINGLE, n) for n in range(9)):
            if slot is not None:
                taken_off = self.places[slot].constant
                found.append([Operator(MINUS), Constant(slot)] if taken_off else [Box(slot)])
        return found

    def terms(self, grouped: Sequence[Node]) -> list[Node]:
        """Return what is added, in order: what was there before, what stands alone, and what a group makes."""
        singles = self.singles()
        old = self.slot(-1, Part.OLD)
        groups: list[list[Node]] = [list(grouped)] if grouped else []
        before: list[list[Node]] = [[Box(old)]] if old else []
        terms: list[list[Node]] = [
            *before,
            *(singles + groups if self.kind.leading else groups + singles),
        ]
        found: list[Node] = []
        for term in terms:
            signed = isinstance(term[0], Operator)
            found += ([Operator("+")] if found and not signed else []) + term
        return found

    def end(self, by: Part | None) -> list[Node]:
        """Return how what is added becomes the number that is written: `by` a part of each group; it may be a copy."""
        if self.kind.function is not None:
            return [Operator(self.kind.function.replace("_", " "), arrow=True), *self.result()]
        return [Operator("", arrow=True) if by is None else self.equals(-1, Part.RESULT, by), *self.result()]

    def equals(self, group: int, of: Part, by: Part) -> Operator:
        """Return the sign before a place, to which what stands before it comes."""
        return Operator("=", gives=self.gives(group, of, by))

    def gives(self, group: int, of: Part, by: Part) -> Gives:
        """Return that what is there of a part comes to another one, a group's or that of all of them."""
        return Gives(Slot(self.number, group, of), by)

    def on_its_way(self) -> list[Node]:
        """Return what there was before the term in hand, the term, and what there is now, if that is followed."""
        so_far, term = (self.slot(-1, part) for part in (Part.SO_FAR, Part.TERM))
        if so_far is None or term is None:
            return []
        sign = "," if self.kind.combine is Combine.MAX else "+"
        equals = self.equals(-1, Part.RESULT, Part.TERM)
        gives = Operator("max", arrow=True) if self.kind.combine is Combine.MAX else equals
        return [Box(so_far), Operator(sign), Box(term), gives, *self.result()]

    def sums(self) -> list[Node]:
        """Return what there is after each term, with the terms beneath, if that is followed."""
        slot = self.slot(-1, Part.RUNNING)
        return [] if slot is None else [Stack("column", (Box(slot), Captions(slot)), 2)]

    def mask(self) -> list[Node]:
        """Return what the numbers of a maximum will get of the gradient, if it is told."""
        slot = self.slot(-1, Part.MASK)
        return [] if slot is None else [Box(slot)]

    def result(self) -> list[Node]:
        """Return the number that is written, with somebody else's beside it where there is one."""
        slot = self.slot(-1, Part.RESULT)
        return [] if slot is None else [Box(slot), *self._theirs(-1)]

    def after(self, group: int, *, headed: bool = True, below: bool = False) -> list[Node]:
        """Return the cells that are written, as one part, with somebody else's beside or below them."""
        slot, theirs = self.slot(group, Part.AFTER), self._theirs(group, headed=headed)
        if slot is None:
            return []
        box = Box(slot, headed)
        if not theirs:
            return [box]
        return [Stack("column", (box, *theirs), 0) if below else row(box, *theirs)]

    @property
    def compares(self) -> bool:
        """Whether somebody else's numbers stand beside what is written."""
        return any(slot.part is Part.THEIRS for slot in self.places)

    def _theirs(self, group: int, *, headed: bool = True) -> list[Node]:
        """Return somebody else's numbers behind a sign that says whether they are others."""
        slot = self.slot(group, Part.THEIRS)
        return [] if slot is None else [Operator(DIFFERS), Box(slot, headed)]

    def totals(self, group: int) -> list[Slot]:
        """Return the place of a group's sum, if it has one."""
        slot = self.slot(group, Part.TOTAL)
        return [] if slot is None else [slot]

    def named(self, group: int, *nodes: Node) -> Node:
        """Return a part with the name of its group's channel before it."""
        return Stack("row", (Label(self.number, group), *nodes), 4)

    def of(self, group: int, part: Part) -> list[Slot]:
        """Return a place of a group, if it has it."""
        slot = self.slot(group, part)
        return [] if slot is None else [slot]


def lines_of(*lines: Sequence[Node]) -> Stack:
    """Return lines one below the other, without those that have nothing."""
    return Stack("column", tuple(row(*line) for line in lines if line), LINES)


def row(*parts: Node) -> Stack:
    """Return parts side by side."""
    return Stack("row", tuple(parts))
