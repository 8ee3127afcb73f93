"""What a mistake would write in the step in hand: for whoever predicts what stands there next."""

from collections.abc import Mapping

import numpy as np

from cnnviz.explain.mistakes.bank import made_in_steps
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.frozen import NamedTuple
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array, Cell, Step, apply


class Mistaken(NamedTuple):
    """What a mistake makes of the step in hand.

    Parameters
    ----------
    mistake : which one
    step : its arithmetic, which the lens shows as it does any step
    values : what it leaves in each cell that the right step writes and that comes out wrong
    key : by which it is told from others in words: the mistake, or one way to make it
    """

    mistake: Mistake
    step: Step
    values: Mapping[Cell, float]
    key: str

    @property
    def told(self) -> Mistake:
        """The mistake as it is told: by the words of the way in which it was made."""
        return Mistake(self.key)


def mistaken(frame: Frame) -> tuple[Mistaken, ...]:
    """Return every mistake that gives other numbers in the step in hand, the likeliest first."""
    visit = Visit(frame.chapter.kind, frame.chapter.trace, frame.position.step)
    right = written(visit.step, frame.before, visit.step)
    found = []
    for mistake, variant, make in made_in_steps(visit.kind):
        step = make(visit)
        if step is None:
            continue
        values = written(step, frame.before, visit.step)
        wrong = {cell: value for cell, value in values.items() if not _same(value, right[cell])}
        if wrong:
            found.append(Mistaken(mistake, step, wrong, variant.words or mistake.id))
    return tuple(found)


def written(step: Step, before: Mapping[str, Array], right: Step) -> dict[Cell, float]:
    """Return what `step` leaves in the cells that the right step writes."""
    touched = {cell.array for cell in step.writes} | {cell.array for cell in right.writes}
    arrays = {name: array.copy() if name in touched else array for name, array in before.items()}
    apply(step, arrays)
    return {cell: float(arrays[cell.array][cell.index]) for cell in right.writes}


def _same(value: float, other: float) -> bool:
    return value == other or (np.isnan(value) and np.isnan(other)) or abs(value - other) <= 1e-12 * abs(other)
