"""The scale by which an array is coloured, and whose it is: of the finished array, or of all that the run has."""

from __future__ import annotations

import math
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import limits
from cnnviz.explain.number_format import FEWEST, NumberFormat, decimals_of, format_in
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import hidden_among
from cnnviz.run.array_info import SINGLE_NUMBER, ArrayInfo, ArrayRole
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.frames.frame import Frame

_ALL, _AND = "all", " and "
_NEAR = 1e-9  # of a scale: so much is rounding
_ROUND = (1, 2, 5, 10)


class Scale(NamedTuple):
    """The ends of a colour map.

    Parameters
    ----------
    kind : of a map: "signed", "image", "mask" or "plain"
    low, high : the values at its ends
    own : the ends of the array itself where the scale is that of the whole run, else None
    """

    kind: str
    low: float
    high: float
    own: tuple[float, float] | None = None


class NamedScale(NamedTuple):
    """A scale with whose it is, some values from its low end to its high one, how they are written, and its array."""

    name: str
    scale: Scale
    values: tuple[float, ...]
    form: NumberFormat
    array: str

    def only_made(self) -> NamedScale:
        """Return this without what is read, for where there is little room."""
        return self._replace(name=self.name.rpartition(_AND)[2])

    @property
    def ends(self) -> tuple[str, str]:
        """What is written at both ends."""
        return self.form.text(self.values[0]), self.form.text(self.values[-1])


def kind_of(info: ArrayInfo) -> str:
    """Return which map an array's colours are of."""
    if info.is_alone:
        return "plain"
    return "mask" if info.role is ArrayRole.MASK else "image" if info.picture else "signed"


def scale_in(frame: Frame, array: str) -> Scale:
    """Return by which scale an array of a frame's chapter is coloured."""
    chapter = frame.chapter
    kind = kind_of(chapter.info[array])
    names = _as_one(chapter, array)
    told = _together([_told(frame, name) for name in names])
    ends = limits(told, kind, chapter.info[array].beside)
    if kind == "signed" and _goes_on(frame, array) and len(names) == 1 and not _goes_out_from(chapter):
        ends = -_round(ends[1]), _round(ends[1])
    if kind != "signed" or not frame.one_scale or chapter.info[array].axes == SINGLE_NUMBER:
        return Scale(kind, *ends)
    largest = frame.timeline.largest or 1.0
    return Scale(kind, -largest, largest, ends)


def finished_ends(chapter: Chapter, array: str) -> tuple[float, float]:
    """Return the ends of the scale of a finished array."""
    kind = kind_of(chapter.info[array])
    told = _together([chapter.arrays[name] for name in _as_one(chapter, array)])
    return limits(told, kind, chapter.info[array].beside)


def _together(arrays: Sequence[NDArray[np.floating]]) -> NDArray[np.floating]:
    """Return all numbers of some arrays; one alone as it is, for it is looked through once."""
    return arrays[0] if len(arrays) == 1 else np.concatenate([array.ravel() for array in arrays])


def _as_one(chapter: Chapter, array: str) -> Sequence[str]:
    """Return the arrays that have the scale of one: where its numbers go on as they are, alike they look alike."""
    kinds = {kind_of(chapter.info[name]) for name in chapter.alike}
    return chapter.alike if array in chapter.alike and kinds == {"signed"} else (array,)


def _told(frame: Frame, array: str) -> NDArray[np.floating]:
    """Return the numbers that a scale has to cover: the finished array.

    Where some of it is to be predicted its scale would tell: then it is what is shown, sums on their way and what is
    added to them; of an update also what that goes out from.
    """
    chapter, finished = frame.chapter, frame.chapter.arrays[array]
    if not _goes_on(frame, array):
        return finished
    before, now = frame.before[array], frame.arrays[array]
    with np.errstate(invalid="ignore", over="ignore"):
        shown = [finished, before, now, now - before]
    shown += [chapter.arrays[name] for name in _goes_out_from(chapter)]
    return np.concatenate([one.ravel() for one in shown])


def _goes_out_from(chapter: Chapter) -> Sequence[str]:
    """Return what an update goes out from, which is known, and near to what it makes; nothing in any other chapter."""
    update = chapter.phase is Phase.UPDATE
    roles = ((name, chapter.info[name].role) for name in chapter.trace.inputs)
    return [name for name, role in roles if update and role is ArrayRole.PARAMETER]


def _goes_on(frame: Frame, array: str) -> bool:
    """Return whether some of an array is still to be predicted."""
    trace = frame.chapter.trace
    if not frame.timeline.is_veiled or array not in trace.outputs:
        return False
    if not hidden_among(frame.chapter.arrays[array]).any():
        return False
    from cnnviz.trace.veiled import VeiledTrace  # a start does not wait for it

    return isinstance(trace, VeiledTrace) and trace.goes_on


def _round(most: float) -> float:
    """Return the next of 1, 2, 5, 10 and so on: so that a scale does not go up with every number that comes out."""
    power = 10.0 ** math.floor(math.log10(most))
    return next((step * power for step in _ROUND if most <= step * power < math.inf), most)


def named_scale(frame: Frame) -> NamedScale:
    """Return the scale of what a frame's chapter makes; where what it reads has the same, it is that of both.

    A single number needs none: then it is that of what else is made, or of what is read. Of several that are made it is
    that of the largest: of dW, not of db.
    """
    chapter = frame.chapter
    if any(hidden_among(chapter.arrays[name]).any() for name in chapter.trace.outputs):
        return _named(frame)
    known = _KNOWN.setdefault(chapter, {})
    of = frame.decimals, frame.timeline.largest if frame.one_scale else None
    if of not in known:
        known[of] = _named(frame)
    return known[of]


_KNOWN: WeakKeyDictionary[Chapter, dict[tuple[int, float | None], NamedScale]] = WeakKeyDictionary()


def _named(frame: Frame) -> NamedScale:
    chapter = frame.chapter
    targets = [update.target.array for update in reversed(chapter.trace[len(chapter.trace) - 1].updates)]
    shown = [name for name, info in chapter.info.items() if info.role is ArrayRole.INPUT]
    several = [name for name in targets if chapter.info[name].axes != SINGLE_NUMBER]
    several.sort(key=lambda name: -chapter.arrays[name].size)
    several += [name for name in shown if chapter.info[name].axes != SINGLE_NUMBER]
    made = several[0] if several else targets[0]
    scale, form = scale_in(frame, made), format_in(chapter, made, frame.decimals)
    if not frame.decimals:  # its ends need not tell what a small step changes
        form = NumberFormat(min(form.decimals, max(decimals_of(chapter.arrays[made]), FEWEST)), form.largest)
    beside = [
        chapter.label(name)
        for name, info in chapter.info.items()
        if info.role is ArrayRole.INPUT and name in chapter.arrays and scale_in(frame, name) == scale
    ]
    labels = (*beside, chapter.label(made)) if len(beside) == 1 else (chapter.label(made),)
    signed = scale.kind == "signed"
    values = (
        (scale.low, scale.low / 3, 0.0, scale.high / 3, scale.high) if signed else (scale.low, scale.high)
    )
    return NamedScale(_ALL if scale.own else _AND.join(dict.fromkeys(labels)), scale, values, form, made)


def beyond(frame: Frame, named: NamedScale) -> tuple[bool, bool]:
    """Return whether sums on their way are below a scale, and above it: it is that of the finished array."""
    if not any(update.accumulate for update in frame.step.updates):
        return False, False
    now, low, high = frame.arrays[named.array], named.scale.low, named.scale.high
    near = _NEAR * (high - low)
    with np.errstate(invalid="ignore"):
        return bool((now < low - near).any()), bool((now > high + near).any())
