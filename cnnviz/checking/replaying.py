"""A learner's array beside the engine's, step by step in the chapter of a run where they part.

Where the mistake is known that they have made, it is made in every step, so that one sees how the numbers come about.
Otherwise it is known what they came to: that stands beside each cell with the step that finishes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cnnviz.checking.comparing import expected
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import hidden_among
from cnnviz.run.frames.theirs import Theirs
from cnnviz.trace.steps import Array, apply

if TYPE_CHECKING:
    from cnnviz.checking.conventions.layouts import Layouts
    from cnnviz.checking.diagnosis.parting import Parting
    from cnnviz.explain.mistakes.over_passes import MistakeWay
    from cnnviz.run.chapter import Chapter
    from cnnviz.run.timeline import Position

FINISHED = 2
"""How far a cell is that nothing more is added to."""
_SUMMED = "Yours is summed over several images, of which this run goes through one"
_KEPT = 64  # one state of so many stays; those between are soon made again
_RELATIVE, _ABSOLUTE = 1e-9, 1e-12
"""By so much numbers of two ways to go through the same steps may differ."""


class Whole(NamedTuple):
    """A learner's finished array in the shape that a chapter has it.

    Parameters
    ----------
    array : what the steps call it
    values : the numbers
    known : of which cells: a border that they have cropped, or another image, is not
    tolerance : what rounding explains
    whole : whether the chapter goes through all that it was computed of: of several images a run may have one
    """

    array: str
    values: Array
    known: NDArray[np.bool_]
    tolerance: float
    whole: bool = True


def whole_of(parting: Parting, chapter: Chapter, layouts: Layouts) -> Whole:
    """Return what a learner's array came to, as a chapter has it that writes the array."""
    operation, array = parting.tried.setting.operation, parting.array
    outputs, target = chapter.trace.outputs, parting.target
    made = target.array if target is not None and target.array in outputs else next(iter(outputs))
    shape = outputs[made].shape
    values, known = np.zeros(shape), np.zeros(shape, bool)
    alone = len(operation.x) > 1 and all(len(one) == 1 for one in _sampled(chapter))
    whole = Whole(made, values, known, array.tolerance, not alone)
    engine = expected(operation)[array.name]
    laid = layouts.of(array.name, np.arange(engine.size).reshape(engine.shape).astype(float)).astype(int)
    if array.theirs is None or laid.shape != array.theirs.shape:
        return whole
    theirs, there = np.zeros(engine.size), np.zeros(engine.size, bool)
    theirs[laid.ravel()], there[laid.ravel()] = np.real(array.theirs).astype(float).ravel(), True
    images = array.name in ("y", "dx") and engine.shape[:1] == operation.x.shape[:1]
    if not images and alone:
        return whole  # it is summed over images, of which a chapter goes through one
    own, seen = theirs.reshape(engine.shape), there.reshape(engine.shape)
    if images and shape[:1] == (1,):
        own, seen = (one[parting.sample : parting.sample + 1] for one in (own, seen))
    place = _place(own.shape, shape, operation.padding)
    if place is not None:
        values[place], known[place] = own, seen
    return whole


def _sampled(chapter: Chapter) -> Iterator[Array]:
    """Yield the arrays of a chapter that have images as their first axis."""
    return (chapter.arrays[name] for name, info in chapter.info.items() if info.sampled)


def _place(
    own: tuple[int, ...], shape: tuple[int, ...], padding: tuple[int, int]
) -> tuple[slice, ...] | None:
    """Return where an array lies in the chapter's: within its border, where that is padded."""
    if len(own) != len(shape):
        return None
    if own == shape:
        return tuple(slice(None) for _ in shape)
    starts = (0, *padding, 0) if len(shape) == 4 else (0,) * len(shape)
    place = tuple(slice(start, start + size) for start, size in zip(starts, own, strict=True))
    fits = all(one.stop <= size for one, size in zip(place, shape, strict=True))
    return place if fits else None


class Replay:
    """What a learner's array holds after each step of one chapter; states are kept, so that one may go on and back.

    Parameters
    ----------
    chapter : where the array is written
    whole : what it came to
    way : the mistake that they have made, None where that is not known
    """

    def __init__(self, chapter: Chapter, whole: Whole, way: MistakeWay | None) -> None:
        self._chapter, self._whole = chapter, whole
        self._name = whole.array
        self._others = {name: np.zeros(array.shape) for name, array in chapter.trace.outputs.items()}
        step = None if way is None else way.variant.step
        kinds = () if way is None else way.variant.kinds
        first = whole.array == next(
            iter(chapter.trace.outputs)
        )  # what is made beside it has mistakes of its own
        self._wrong = step if chapter.kind in kinds and first and whole.whole else None
        self._how = way.mistake.brief if way is not None and self._wrong is not None else ""
        self._states: dict[int, Array] = {0: np.zeros(chapter.trace.outputs[self._name].shape)}
        self._unknown = "" if whole.known.any() or self._wrong is not None else _SUMMED
        self._told: tuple[Chapter, int | None, Theirs] | None = None  # of what is hidden, another chapter

    def __call__(self, chapter: Chapter, position: Position) -> Theirs | None:
        """Return what it holds at a position, None in another chapter."""
        if chapter is not self._chapter and chapter.key != self._chapter.key:
            return None
        number = None if position.term is not None else position.step
        if self._told is None or self._told[0] is not chapter or self._told[1] != number:
            self._told = chapter, number, self._theirs(chapter, number)
        return self._told[2]

    def _theirs(self, chapter: Chapter, number: int | None) -> Theirs:
        """Return it after a step; while the sum of one is followed it is not known."""
        _, values, known, tolerance, _ = self._whole
        shape = values.shape
        if number is None:
            nowhere = np.zeros(shape, bool)
            return Theirs(self._name, values, nowhere, nowhere, values, self._how, self._unknown)
        right = chapter.trace.state(number + 1)[self._name]
        made = self._state(number + 1)
        if made is not None:
            values, known = made, np.ones(shape, bool)
            wrong = ~np.isclose(values, right, rtol=_RELATIVE, atol=_ABSOLUTE, equal_nan=True)
        else:
            ended = number + 1 == len(chapter.trace)  # then cells are known too that no step writes
            known = known & (ended | (chapter.trace.progress(number + 1)[self._name] == FINISHED))
            with np.errstate(all="ignore"):
                near = (np.abs(values - right) <= tolerance) | (values == right)
            wrong = ~(near | (np.isnan(values) & np.isnan(right)))
        known = known & ~hidden_among(right)
        values = np.where(np.isnan(values), np.nan, values)  # no number of theirs is a hidden one
        return Theirs(self._name, values, known, wrong & known, self._whole.values, self._how, self._unknown)

    def _state(self, number: int) -> Array | None:
        """Return the array after so many steps with the mistake in each, None where it cannot be made in one."""
        if self._wrong is None:
            return None
        trace, start = self._chapter.trace, max(at for at in self._states if at <= number)
        state = self._states[start].copy()
        for at in range(start, number):
            step = self._wrong(Visit(self._chapter.kind, trace, at))
            if step is None:
                self._wrong, self._how = None, ""
                return None
            apply(step, {**trace.inputs, **self._others, self._name: state})
            if (at + 1) % _KEPT == 0 or at + 1 == number:
                self._states[at + 1] = state.copy()
        for old in [at for at in self._states if at % _KEPT and not number - _KEPT < at <= number]:
            del self._states[old]
        return state
