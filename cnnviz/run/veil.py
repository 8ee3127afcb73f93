"""A run of which numbers are hidden: views are shown this one, and have no way to the numbers themselves.

Cells are hidden by what their array is called, so that a hidden cell of Y is hidden as the result of the convolution,
as what the activation reads, on the map and on the clipboard; and with it what is copied from it, or it from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.frozen import NamedTuple
from cnnviz.hidden import HIDDEN
from cnnviz.run.array_info import ArrayRole, RunArray, RunParameter
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.copies import Copies
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Cell
from cnnviz.trace.veiled import VeiledTrace, veiled

Part: TypeAlias = tuple[tuple[int, ...], ...] | None
"""The indices of an array that are hidden; None where all of it is."""
_NOTHING: Part = ()


class Known(NamedTuple):
    """How far a run is known to someone who predicts: so many chapters, and so many steps of the next one.

    Of what the step behind those writes, the cells that are `told` are known.
    """

    chapters: int
    steps: int
    told: frozenset[Cell] = frozenset()

    def steps_of(self, chapter: int, count: int) -> int:
        """Return how many of a chapter's `count` steps are known."""
        return count if chapter < self.chapters else min(self.steps, count) if chapter == self.chapters else 0


def hidden_cell(chapter: Chapter, cell: Cell) -> Cell:
    """Return a cell of a chapter as it is hidden: by what its array is called."""
    return Cell(chapter.label(cell.array), cell.index)


class Veil:
    """Hides numbers of one run; what it has hidden the same way the last time it hands out again.

    Parameters
    ----------
    timeline : the run, of which all is known
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._chapters: dict[int, tuple[object, Chapter]] = {}
        self._arrays: dict[str, tuple[Part, RunArray]] = {}
        self._made: dict[str, int] = {}
        self._last: tuple[object, Timeline] | None = None
        self.copies = Copies(timeline)
        for number, chapter in enumerate(timeline.chapters):
            for name in (*chapter.trace.outputs, *chapter.trace.asides):
                self._made.setdefault(chapter.label(name), number)

    def over(self, hidden: Iterable[Cell] = (), known: Known | None = None) -> Timeline:
        """Return the run with those cells hidden, and all that is not known yet; without either the run itself."""
        cells = frozenset(hidden)
        if not cells and known is None:
            return self.timeline
        if self._last is None or self._last[0] != (cells, known):
            self._last = (cells, known), self._veiled(cells, known)
        return self._last[1]

    def _veiled(self, cells: frozenset[Cell], known: Known | None) -> Timeline:
        run, cells = self.timeline, self.copies.with_copies(cells)
        chosen = _by_array(cells)
        parameters = [
            RunParameter(
                self._run_array(one.given, chosen, known),
                self._run_array(one.gradient, chosen, known),
                one.update,
            )
            for one in run.parameters
        ]
        return Timeline(
            [self._chapter(number, chosen, known) for number in range(len(run.chapters))],
            [self._run_array(array, chosen, known) for array in run.arrays],
            HIDDEN if self._hides_loss(chosen, known) else run.loss,
            parameters,
            None if run.target is None else self._run_array(run.target, chosen, known),
            hidden=cells,
            token=run.token,
        )

    def _chapter(self, number: int, chosen: Mapping[str, Part], known: Known | None) -> Chapter:
        chapter = self.timeline.chapters[number]
        count = len(chapter.trace)
        steps = count if known is None else known.steps_of(number, count)
        parts = {name: self._part(chapter.label(name), chosen, known, number) for name in chapter.info}
        parts = {name: part for name, part in parts.items() if part != _NOTHING and name in chapter.arrays}
        if not parts and steps == count:
            return chapter
        told = known.told if known is not None and number == known.chapters else frozenset()
        key = tuple(parts.items()), steps, told
        if number not in self._chapters or self._chapters[number][0] != key:
            self._chapters[number] = key, _veiled_chapter(chapter, parts, steps, told)
        return self._chapters[number][1]

    def _part(self, label: str, chosen: Mapping[str, Part], known: Known | None, number: int) -> Part:
        """Return what of an array is hidden in a chapter; what is made later is hidden wholly."""
        made = self._made.get(label)
        if known is not None and made is not None and made != number and made >= known.chapters:
            return None
        return chosen.get(label, _NOTHING)

    def _run_array(self, array: RunArray, chosen: Mapping[str, Part], known: Known | None) -> RunArray:
        part = self._part(array.label, chosen, known, -1)
        if part == _NOTHING:
            return array
        if array.label not in self._arrays or self._arrays[array.label][0] != part:
            numbers = veiled(array.array, _mask(array.array, part))
            self._arrays[array.label] = part, array._replace(array=numbers)
        return self._arrays[array.label][1]

    def _hides_loss(self, chosen: Mapping[str, Part], known: Known | None) -> bool:
        """Return whether the loss is among what is hidden."""
        for number, chapter in enumerate(self.timeline.chapters):
            outputs = chapter.trace.outputs
            if chapter.phase is Phase.LOSS and list(outputs.values())[-1].size == 1:
                ahead = known is not None and number >= known.chapters
                return ahead or any(chapter.label(name) in chosen for name in outputs)
        return False


def _by_array(cells: Iterable[Cell]) -> Mapping[str, Part]:
    found: dict[str, list[tuple[int, ...]]] = {}
    for cell in cells:
        found.setdefault(cell.array, []).append(cell.index)
    return {label: tuple(sorted(indices)) for label, indices in found.items()}


def _mask(array: Array, part: Part) -> NDArray[np.bool_]:
    """Return where an array is hidden; cells that it does not have are none of its."""
    if part is None:
        return np.ones(array.shape, np.bool_)
    mask = np.zeros(array.shape, np.bool_)
    for index in part:
        if _inside(index, array.shape):
            mask[index] = True
    return mask


def _inside(index: Sequence[int], shape: Sequence[int]) -> bool:
    return len(index) == len(shape) and all(at < size for at, size in zip(index, shape, strict=True))


def _veiled_chapter(
    chapter: Chapter, parts: Mapping[str, Part], known: int, told: frozenset[Cell]
) -> Chapter:
    masks = {name: _mask(chapter.arrays[name], part) for name, part in parts.items()}

    def aside() -> Mapping[str, Array]:
        made = {}
        for name, array in chapter.aside().items():
            tells = chapter.info[name].role is ArrayRole.MASK
            made[name] = np.full_like(array, HIDDEN) if tells else veiled(array, masks.get(name))
        return made

    return replace(chapter, trace=VeiledTrace(chapter.trace, masks, known, told), aside=aside)
