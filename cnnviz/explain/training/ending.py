"""What a training has learned, in one sentence: its kernel beside the one that it was to find, or the true class."""

import math
from collections.abc import Sequence

import numpy as np

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.kernels.presets import shipped
from cnnviz.explain.naming import full_name
from cnnviz.explain.number_format import AUTOMATIC, format_of
from cnnviz.explain.numbers import shown
from cnnviz.explain.training.teaching import has_fallen, has_learned
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.lessons.targets import taught, teachable
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Cell

_WEIGHT = "weight"
_MOST = 0.5  # of all shares
_NEAR = 0.35  # of the kernel to be found, by which one may differ that is called close to it
_LIKE_IT = 0.1  # of its largest weight, by which any may differ of one that is close to it


def what_was_learned(timeline: Timeline, losses: Sequence[float | None], chosen: int = AUTOMATIC) -> str:
    """Return what the kernel, or the true class, has become once the loss is learned, "" where there is neither."""
    if timeline.numbers is None or timeline.is_veiled:
        return ""
    if of_class := next((one for one in timeline.chapters if one.shares_of_classes), None):
        return _of_class(of_class, losses, len(timeline.numbers.experiment.images), chosen)
    if not has_learned(losses):
        return ""
    experiment = timeline.numbers.experiment
    name, index = experiment.fitted_loss.target_kernel, teachable(experiment)
    updates = (one for one in timeline.chapters if one.phase is Phase.UPDATE and _WEIGHT in one.info)
    chapter = next((one for one in updates if one.layer == index), None)
    if name not in shipped() or index is None or chapter is None:
        return ""
    layer, label = experiment.layers[index], chapter.label(_WEIGHT)
    assert isinstance(layer, Convolution)
    goal = taught(layer, name).weight
    if not np.linalg.norm(layer.weight - goal) <= _NEAR * np.linalg.norm(goal):
        return f"Well done: {label} is another kernel than {name}, and makes nearly the same of this image."
    if np.abs(layer.weight - goal).max() > _LIKE_IT * np.abs(goal).max():
        alike = _pattern(layer.weight, goal)
        return f"Well done: from the target alone {label} has come to the pattern of {name}{alike}."
    beside = _beside(chapter, layer.weight, goal, chosen)
    return f"Well done: from the target alone {label} has come close to {name}{beside}."


def _of_class(chapter: Chapter, losses: Sequence[float | None], images: int, chosen: int) -> str:
    """Return what share the true class has now, and of one image what it had when the training began."""
    label = chapter.true_class
    if label is None or not has_fallen(losses) or losses[0] is None:
        return ""
    shares = chapter.arrays[chapter.shares_of_classes][chapter.sample]
    share, text = float(shares[label]), format_of(shares, chosen).text
    if share <= _MOST:
        return ""
    if images > 1:
        return f"Well done: of this image the true class, {label}, has a probability of {text(share)} now."
    first = math.exp(-losses[0])
    return (
        f"Well done: the true class, {label}, has a probability of {text(share)} now; it had {text(first)}."
    )


def _pattern(learned: Array, goal: Array) -> str:
    """Return what two kernels have in common that are not close weight by weight."""
    signs = np.sign(learned) == np.sign(goal)
    sizes, large = np.abs(learned), np.abs(goal) > np.abs(goal).max() / 2
    if not signs[goal != 0].all():
        return ""
    if sizes[large].min() > sizes[~large].max(initial=0):
        return ": the same signs, and large in the same places"
    return ": the same signs"


def _beside(chapter: Chapter, learned: Array, goal: Array, chosen: int) -> str:
    """Return the largest weight beside that of the goal."""
    at = np.unravel_index(int(np.abs(goal).argmax()), goal.shape)
    name = full_name(Cell(_WEIGHT, tuple(map(int, at))), chapter)
    return f": {name} is {format_of(learned, chosen).text(float(learned[at]))}, there it is {shown(float(goal[at]))}"
