"""What becomes of kernels when an image of other channels comes in, in one sentence."""

import numpy as np

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment


def refitting(before: Experiment, after: Experiment) -> str:
    """Return how the kernels that read the image have followed its channels; "" where they did not have to."""
    had, has = before.image.shape[2], after.image.shape[2]
    kernels = None if had == has else _kernels(before, after)
    if kernels is None:
        return ""
    old, new = kernels
    return f"The image has {_channels(has)} instead of {had}: {_how(old, new)}; Undo takes both back"


def _kernels(before: Experiment, after: Experiment) -> tuple[int, int] | None:
    """Return of how many channels the first kernels were and are, where they have followed the image and changed."""
    for old, new in zip(before.layers, after.layers, strict=False):
        if isinstance(old, Convolution) and isinstance(new, Convolution):
            followed = old.with_channels(new.channels)
            same = np.array_equal(followed.weight, new.weight)
            return (old.depth, new.depth) if same and old.depth != new.depth else None
    return None


def _how(old: int, new: int) -> str:
    """Return what `kept_channels` has done to kernels of so many channels."""
    if old == 1:
        return f"each kernel is repeated in all {new}"
    if new == 1:
        return f"each kernel is the mean of its {old} channels"
    if new > old:
        return f"each kernel keeps its {old} channels, and has their mean in each new one"
    return f"each kernel has the mean of its {old} channels in each of {new}"


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"
