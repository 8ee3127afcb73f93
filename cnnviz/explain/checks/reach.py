"""How far a nudge reaches: the first array behind it that it does not change, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnviz.engine.networks.flat_layers import LinearLayer
from cnnviz.engine.networks.layers import ActivationLayer, Conv2d, MaxPool2d, NetworkLayer
from cnnviz.experiment.layers import ACTIVATION_NAMES
from cnnviz.explain.checks.check import Check
from cnnviz.explain.naming import channel_text
from cnnviz.run.array_info import RunArray
from cnnviz.run.timeline import Timeline


def forward_arrays(timeline: Timeline) -> Sequence[RunArray]:
    """Return the arrays of the way forward: the input of each layer of the network, and the last output."""
    return [array for array in timeline.arrays if not array.gradient]


def cell_name(check: Check, operation: int, index: Sequence[int]) -> str:
    """Return what a cell of the input of a layer of the network is called, with its channel where there are several."""
    array = forward_arrays(check.probe.timeline)[operation]
    info, channels = array.info, array.array.shape[-1]
    name = f"{info.label}[{', '.join(map(str, info.place((0, *index))))}]"
    if not info.is_plane or channels == 1:
        return name
    channel = channel_text(index[-1], channels, image=info.in_colours, filters=info.of_filters)
    return f"{name} in {channel}"


def reach(check: Check) -> str:
    """Return in a sentence why a nudge does not reach the loss."""
    start, end = check.before, check.after
    names = [array.label for array in forward_arrays(check.probe.timeline)][start.first :]
    for place, layer in enumerate(start.layers):
        if np.array_equal(start.arrays[place + 1], end.arrays[place + 1], equal_nan=True):
            same = np.array_equal(start.arrays[place], end.arrays[place], equal_nan=True)
            return _why(check.spot.name if place == 0 else names[place], layer, is_own=same)
    if not start.layers:
        return f"{check.spot.name} is compared with an output that does not count."
    loss = check.probe.timeline.numbers
    assert loss is not None
    if loss.experiment.fitted_loss.name == "cell":
        return f"The change reaches {names[-1]}, but not the one output that the loss looks at."
    return f"The change reaches {names[-1]}, and there the changes cancel."


def _why(name: str, layer: NetworkLayer, *, is_own: bool) -> str:
    """Return why a layer gives the same though its input, called so, has changed, or its own parameter has."""
    if is_own:
        return f"Every number that {name} is multiplied by is 0."
    if isinstance(layer, ActivationLayer):
        function = ACTIVATION_NAMES[layer.name]
        if layer.name == "relu":
            return (
                f"What changes in front of {function} is below 0, and {function} lets none of that through."
            )
        return f"What changes in front of {function} is so far from 0 that {function} is flat there."
    if isinstance(layer, MaxPool2d):
        return (
            f"What changes of {name} is the largest of no window, and a maximum hands on the largest alone."
        )
    if isinstance(layer, Conv2d | LinearLayer):
        return f"No window reads what changes of {name}, or it meets weights that are 0."
    return f"No window reads what changes of {name}."
