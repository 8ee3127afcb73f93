"""Which mistakes are recognised in the steps of a chapter: those that give other numbers somewhere in it."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from cnnviz.explain.mistakes.at_step import written
from cnnviz.explain.mistakes.bank import made_in_steps
from cnnviz.explain.mistakes.mistake import Mistake, WrongStep
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array

_MOST = 9
_LOOKED_AT = 24  # steps of a chapter, from its first to its last
_HELD = 0.37  # by what a cell counts that has been written before: what it holds may not be known yet
_known: dict[tuple[object, int], Sequence[str]] = {}


def mistakes_known(frame: Frame) -> Sequence[str]:
    """Return the names of the mistakes that show in the steps of a frame's chapter, the likeliest first."""
    key = frame.timeline.token, frame.position.chapter
    if key not in _known:
        _known.clear()  # one chapter is looked at, and then another
        _known[key] = tuple(_names(frame.chapter))[:_MOST]
    return _known[key]


def _names(chapter: Chapter) -> Iterator[str]:
    count = len(chapter.trace)
    numbers = sorted({at * (count - 1) // (_LOOKED_AT - 1) for at in range(_LOOKED_AT)} if count else ())
    visits = [(Visit(chapter.kind, chapter.trace, number), _before(chapter, number)) for number in numbers]
    told = set()
    for mistake, variant, make in made_in_steps(chapter.kind):
        words = variant.words or mistake.id
        if words not in told and any(_shows(make, visit, before) for visit, before in visits):
            told.add(words)
            yield Mistake(words).did


def _before(chapter: Chapter, number: int) -> Mapping[str, Array]:
    """Return arrays as they may be before a step: of what is not known yet it counts alone where it is written."""
    arrays = dict(chapter.trace.state(0))
    for name, flags in chapter.trace.progress(number).items():
        arrays[name] = np.where(flags > 0, _HELD, 0.0)
    return arrays


def _shows(make: WrongStep, visit: Visit, before: Mapping[str, Array]) -> bool:
    """Return whether a mistake gives another number in a step; where none is known, whether it does something else."""
    step = make(visit)
    if step is None or step == visit.step:
        return False
    wrong, right = (written(one, before, visit.step) for one in (step, visit.step))
    return any(
        np.isnan(value) or np.isnan(right[cell]) or abs(value - right[cell]) > 1e-9 * max(1, abs(value))
        for cell, value in wrong.items()
        if value != right[cell]
    )
