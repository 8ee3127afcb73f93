"""Activations that pass no gradient at all: which, why, and what to do."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.engine import activation_backward
from cnnviz.experiment.layers import ACTIVATION_NAMES
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.looked_through import once
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array

_REMEDIES = {
    "relu": "Raise the bias, negate the kernel, or take Leaky ReLU",
}
_SMALLER = "Make the kernel's weights smaller"


def why_dead(chapter: Chapter) -> str:
    """Return why the activation of a chapter passes no gradient, "" where it passes some or there is none.

    For all images: what is dead for one of them alone still learns from the others.
    """
    if not chapter.function:
        return ""
    if chapter not in _KNOWN:
        _KNOWN[chapter] = _why_dead(chapter)
    return _KNOWN[chapter]


_KNOWN: WeakKeyDictionary[Chapter, str] = WeakKeyDictionary()


def _why_dead(chapter: Chapter) -> str:
    z = chapter.arrays["z"]
    if not is_dead(z, chapter.function):
        return ""
    label = chapter.label("z")
    if chapter.function != "relu":
        return f"every {label} is so far from 0 that the slope there is 0: no gradient passes"
    below = "below 0" if (z < 0).all() else "0 or below"
    return f"every {label} is {below}: no gradient passes"


@once
def is_dead(z: Array, function: str) -> bool:
    """Return whether an activation of `z` passes no gradient anywhere."""
    return not activation_backward(function, np.ones_like(z), z).any()


def dead_activations(timeline: Timeline) -> Mapping[int, str]:
    """Return for each layer that is dead what it is, why, and what to do."""
    found = {}
    for chapter in timeline.chapters:
        why = why_dead(chapter) if chapter.phase is Phase.FORWARD else ""
        if why:
            name = ACTIVATION_NAMES[chapter.function]
            found[chapter.layer] = f"{name} is dead: {why}. {remedy(chapter.function)}."
    return found


def remedy(function: str) -> str:
    """Return what to do about an activation that passes no gradient."""
    return _REMEDIES.get(function, _SMALLER)
