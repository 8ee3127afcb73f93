"""The ways to lay out the forms of a lens that fit into a room, with cells of a size."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from cnnviz.canvas.lens.ways.arrangements import is_noted
from cnnviz.canvas.lens.ways.forms import Form, Kind
from cnnviz.canvas.lens.ways.nodes import Node, Way
from cnnviz.canvas.lens.ways.sizes import ACROSS, Sizes
from cnnviz.frozen import NamedTuple

DOWN = 10
"""Pixels above and below what is in the frame."""


class Chosen(NamedTuple):
    """How a lens is laid out: each of its forms, in a frame of which the largest takes as much as it `needs`."""

    cell: int
    width: int
    height: int
    ways: Mapping[tuple[Kind, ...], Way]
    needs: tuple[int, int]

    @property
    def snug(self) -> "Chosen":
        """The same in a frame with nothing to spare: the one tried may have been that of a larger way."""
        width, height = self.needs
        return self._replace(width=width, height=height)


_Sized: TypeAlias = tuple[Node, int, int, int]
"""A way to write a form, what is folded in it, its width and its height."""


class Offers:
    """The ways to lay out forms, each measured once with cells of a size, whatever they are tried for."""

    def __init__(self, forms: Sequence[Form], ways: Sequence[Sequence[Way]]) -> None:
        self._forms, self._ways = forms, ways
        self._sized = cache(self._measured)
        self.within = cache(self._within)

    def _within(
        self, inner: tuple[int, int], cell: int, folded: int, has_note: bool = False
    ) -> Sequence[Chosen]:
        """Return the ways within a room, of each size the first; they may have to have the sentence.

        Those in a frame with nothing to spare come before those in the frame of a larger way.
        """
        found: dict[tuple[int, int], Chosen] = {}
        for chosen in self._choices(cell, folded, inner, has_note):
            if chosen.width <= inner[0] and chosen.height <= inner[1]:
                found.setdefault((chosen.width, chosen.height), chosen)
        snug: dict[tuple[int, int], Chosen] = {}
        for chosen in found.values():
            snug.setdefault(chosen.needs, chosen.snug)
        return [*snug.values(), *(chosen for size, chosen in found.items() if size not in snug)]

    def last(self, cell: int, folded: int) -> Chosen:
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

    def _choices(self, cell: int, folded: int, inner: tuple[int, int], noted: bool) -> Iterator[Chosen]:
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
                chosen, needs = {}, (0, 0)
                for form, options in zip(forms, offered, strict=True):
                    node, folds, w, h = min(
                        options, key=lambda o: max(o[2] - width, 0) + max(o[3] - height, 0)
                    )
                    width, height = max(width, w), max(height, h)
                    needs = max(needs[0], w + 2 * ACROSS), max(needs[1], h + 2 * DOWN)
                    chosen[form.kinds] = node, folds
                yield Chosen(cell, width + 2 * ACROSS, height + 2 * DOWN, chosen, needs)
