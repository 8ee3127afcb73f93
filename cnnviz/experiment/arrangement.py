"""Which layers there are and in which order: changing one, taking it out, moving it, switching it off and on.

Each change either leaves all settings of all layers as they are or is refused with a sentence: what would not fit any
more is named. Only numbers of parameters follow what a layer gets, its channels or its inputs.
"""

from collections.abc import Sequence
from math import lcm

from cnnviz.engine.arrays import Shape
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.groups import order_for, why_not_groups
from cnnviz.experiment.layers import Layer, Linear, SwitchedOff, Windowed
from cnnviz.experiment.misfits import IMAGE, INPUT, misfit
from cnnviz.experiment.size import check_size


def rearranged(experiment: Experiment, layers: Sequence[Layer]) -> Experiment:
    """Return the experiment with `layers`.

    Raises
    ------
    ValueError
        Where there would be nothing to run, a layer cannot stand where it is with the settings that it has, or the run
        would take too much memory.
    """
    if all(isinstance(layer, SwitchedOff) for layer in layers):
        raise ValueError("a run needs at least one layer that is switched on")
    shape: Shape = experiment.image.shape
    given = IMAGE
    for layer in layers:
        shape = _output(layer, shape, given)
        given = given if isinstance(layer, SwitchedOff) else INPUT
    made = experiment.with_layers(layers)
    check_size(made)
    return made


def without(experiment: Experiment, index: int) -> Experiment:
    """Return the experiment without layer `index`, or raise as `rearranged` does."""
    layers = experiment.layers
    return rearranged(experiment, layers[:index] + layers[index + 1 :])


def exchanged(experiment: Experiment, index: int, layer: Layer) -> Experiment:
    """Return the experiment with another layer at `index`, or raise as `rearranged` does."""
    layers = experiment.layers
    return rearranged(experiment, (*layers[:index], layer, *layers[index + 1 :]))


def refiltered(experiment: Experiment, index: int, order: Sequence[int | None]) -> Experiment:
    """Return the experiment with the filters `order` in the convolution at `index`: some may come twice, or go.

    None is a new one. The next layer that has weights reads its channels in the same order, so that each stays with its
    own weights.

    Raises
    ------
    ValueError
        As `rearranged` does; and where filters would go to other groups, here or in the next layer, that cannot be.
    """
    layers = list(experiment.layers)
    layer = layers[index]
    assert isinstance(layer, Convolution)
    layers[index] = layer.rearranged(order)
    later = _reader(layers, index)
    if later is not None:
        layers[later] = _reading(layers[later], order, layer.filters)
    return rearranged(experiment, layers)


def filters_order(experiment: Experiment, index: int, number: int) -> Sequence[int | None]:
    """Return which filter stands where when the convolution at `index` has so many, None for new ones.

    As many come or go in each of its groups and of those behind it, so that every filter stays in its own.

    Raises
    ------
    ValueError
        Where they cannot be shared out among its groups; among those behind it, `refiltered` raises it.
    """
    layer = experiment.layers[index]
    assert isinstance(layer, Convolution)
    parts = lcm(layer.groups, groups_behind(experiment.layers, index))
    return order_for(number, layer.filters, layer.groups if number % parts else parts)


def groups_behind(layers: Sequence[Layer], index: int) -> int:
    """Return in how many groups the next layer that has weights reads the channels that layer `index` makes."""
    later = _reader(layers, index)
    reader = None if later is None else layers[later]
    return reader.groups if isinstance(reader, Convolution) else 1


def _reader(layers: Sequence[Layer], index: int) -> int | None:
    """Return which layer behind `index` is the next that has weights, None where there is none."""
    behind = range(index + 1, len(layers))
    return next((later for later in behind if isinstance(layers[later], Convolution | Linear)), None)


def _reading(reader: Layer, order: Sequence[int | None], channels: int) -> Layer:
    """Return a layer with weights as it reads `channels` in another order."""
    if isinstance(reader, Linear):
        return reader.with_channel_order(order, channels)
    assert isinstance(reader, Convolution)
    try:
        return reader.with_channel_order(order)
    except ValueError as error:
        raise ValueError(f"the convolution after it would not fit any more: {error}") from error


def moved(experiment: Experiment, index: int, to: int) -> Experiment:
    """Return the experiment with layer `index` at place `to`, or raise as `rearranged` does."""
    layers = list(experiment.layers)
    layers.insert(to, layers.pop(index))
    return rearranged(experiment, layers)


def switched(experiment: Experiment, index: int) -> Experiment:
    """Return the experiment with layer `index` switched off, or raise as `rearranged` does.

    One that is off is switched on, its own windows changed as little as it takes: nobody could change them before.
    """
    layer = experiment.layers[index]
    if isinstance(layer, SwitchedOff):
        return exchanged(experiment, index, layer.layer.fitted(experiment.shapes[index]))
    return exchanged(experiment, index, SwitchedOff(layer))


def _output(layer: Layer, shape: Shape, given: str) -> Shape:
    """Return what `layer` makes of `shape`, which is called so; its windows and groups have to fit as they are."""
    if isinstance(layer, Windowed) and len(shape) == 3:
        why = misfit(layer.window, (shape[0], shape[1]), given, is_named=True)
        if why is None and isinstance(layer, Convolution):
            why = why_not_groups(layer.groups, shape[2], layer.filters)
        if why is not None:
            raise ValueError(f"the {layer.title.lower()} would not fit: {why}")
    return layer.fitted(shape).output(shape)
