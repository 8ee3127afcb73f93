"""What is said when a round of training is done and the next one begins with what it has made."""

import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import AUTOMATIC, NumberFormat, format_of
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Cell

_WEIGHT = "weight"
_FURTHER = 2  # decimals more, at most, where a change would not be seen else


def begun(number: int, run: Timeline, before: Experiment, now: Experiment, chosen: int = AUTOMATIC) -> str:
    """Return which round begins, with what, and the weight that has changed most: was 1, is 0.51 now."""
    changed = [
        (layer, old.parameters[_WEIGHT], new.parameters[_WEIGHT])
        for layer, (old, new) in enumerate(zip(before.layers, now.layers, strict=True))
        if _WEIGHT in new.parameters
    ]
    chapters = {one.layer: one for one in run.chapters if one.phase is Phase.UPDATE and _WEIGHT in one.info}
    told = [(chapters[layer], old, new) for layer, old, new in changed if layer in chapters]
    labels = " and ".join(dict.fromkeys(chapter.label(_WEIGHT) for chapter, _, _ in told))
    words = f"Round {number} begins with the new {labels or 'biases'}"
    most = max(told, key=lambda one: _largest_step(one[1], one[2]), default=None)
    return words if most is None else f"{words}{_change(*most, chosen)}"


def _largest_step(old: Array, new: Array) -> float:
    steps = np.abs(new - old)
    return float(steps.max()) if np.isfinite(steps).all() else 0.0


def _change(chapter: Chapter, old: Array, new: Array, chosen: int) -> str:
    """Return what the weight was that has changed most, and what it is; nothing where none is seen to change."""
    if not _largest_step(old, new):
        return ""
    index = tuple(map(int, np.unravel_index(int(np.abs(new - old).argmax()), new.shape)))
    forms = format_of(old), format_of(new)
    decimals, largest = chosen or max(form.decimals for form in forms), forms[-1].largest
    for form in (NumberFormat(decimals + more, largest) for more in range(_FURTHER + 1)):
        was, is_now = form.text(float(old[index])), form.text(float(new[index]))
        if was != is_now:
            return f": {cell_text(Cell(_WEIGHT, index), chapter)} was {was}, and is {is_now} now"
    return ""
