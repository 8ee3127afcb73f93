"""What a training has learned: its kernel beside the one that it was to find, in one sentence."""

from collections.abc import Sequence

import numpy as np

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.kernels.presets import shipped
from cnnviz.explain.naming import full_name
from cnnviz.explain.number_format import AUTOMATIC, format_of
from cnnviz.explain.numbers import shown
from cnnviz.explain.training.teaching import has_learned
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.lessons.targets import taught, teachable
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Cell

_WEIGHT = "weight"
_NEAR = 0.35  # of the kernel to be found, by which one may differ that is called close to it
_LIKE_IT = 0.25  # of a weight, by which one may differ that is shown beside it


def what_was_learned(timeline: Timeline, losses: Sequence[float | None], chosen: int = AUTOMATIC) -> str:
    """Return what the kernel has become once the loss is learned, "" where there is none to compare it with."""
    if timeline.numbers is None or timeline.is_veiled or not has_learned(losses):
        return ""
    experiment = timeline.numbers.experiment
    name, index = experiment.fitted_loss.target_kernel, teachable(experiment)
    updates = (one for one in timeline.chapters if one.phase is Phase.UPDATE and _WEIGHT in one.info)
    chapter = next((one for one in updates if one.layer == index), None)
    if name not in shipped() or index is None or chapter is None:
        return ""
    layer, label, does = experiment.layers[index], chapter.label(_WEIGHT), shipped()[name].does
    assert isinstance(layer, Convolution)
    goal = taught(layer, name).weight
    if not np.linalg.norm(layer.weight - goal) <= _NEAR * np.linalg.norm(goal):
        return f"Well done: {label} is another kernel than {name}, and makes nearly the same of this image."
    beside = _beside(chapter, layer.weight, goal, chosen)
    return f"Well done: from the target alone {label} has come close to {name}, which {does}{beside}."


def _beside(chapter: Chapter, learned: Array, goal: Array, chosen: int) -> str:
    """Return the largest weight beside that of the goal, where these are alike."""
    at = np.unravel_index(int(np.abs(goal).argmax()), goal.shape)
    own, wanted = float(learned[at]), float(goal[at])
    if not abs(own - wanted) <= _LIKE_IT * abs(wanted):
        return ""
    name = full_name(Cell(_WEIGHT, tuple(map(int, at))), chapter)
    return f": {name} is {format_of(learned, chosen).text(own)}, there it is {shown(wanted)}"
