"""What becomes of kernels and of a linear layer's weights when what they read has changed, in one sentence."""

import numpy as np

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Linear, linear_layer


def refitting(before: Experiment, after: Experiment) -> str:
    """Return how kernels have followed the image, and a linear layer its inputs; "" where they did not have to."""
    kernels, weights = _of_kernels(before, after), _of_weights(before, after)
    if kernels and weights:
        return f"{kernels}; {weights[0].lower()}{weights[1:]}; Undo takes it all back"
    return f"{kernels or weights}; Undo takes both back" if kernels or weights else ""


def _of_kernels(before: Experiment, after: Experiment) -> str:
    had, has = before.image.shape[2], after.image.shape[2]
    kernels = None if had == has else _kernels(before, after)
    if kernels is None:
        return ""
    old, new = kernels
    return f"The image has {_channels(has)} instead of {had}: {_how(old, new)}"


def _of_weights(before: Experiment, after: Experiment) -> str:
    """Return what has become of a linear layer that gets more numbers than before, or fewer."""
    if not any(layer is other for layer in after.layers for other in before.layers):
        return ""  # another experiment altogether
    olds, news = ([layer for layer in one.layers if isinstance(layer, Linear)] for one in (before, after))
    if len(olds) != len(news):
        return ""
    for old, new in zip(olds, news, strict=True):
        had, has = len(old.weight), len(new.weight)
        if had != has and old.units == new.units:
            return f"The linear layer gets {_numbers(has)} instead of {had}: {_what_is_kept(old, new)}"
    return ""


def _what_is_kept(old: Linear, new: Linear) -> str:
    """Return which weights of a linear layer are those that it had."""
    if np.array_equal(new.weight, linear_layer(len(new.weight), new.units).weight):
        return "its weights are drawn anew"
    if len(new.weight) < len(old.weight):
        return "it keeps the weights of those that stay"
    return "it keeps its weights, and those of the new numbers are drawn"


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


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"
