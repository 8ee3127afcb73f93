"""One file for each kind of layer: how it is computed, its chapters forward, and those backward."""

from collections.abc import Mapping
from importlib import import_module

from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.engine.networks.network import Network
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    Activation,
    ActiveLayer,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    Linear,
    MaxPooling,
    SwitchedOff,
)
from cnnviz.run.kinds.kind import LayerKind
from cnnviz.run.numbers.numbers import Numbers

KINDS: Mapping[type[ActiveLayer], str] = {
    Convolution: "convolution",
    Activation: "activation",
    MaxPooling: "max_pooling",
    AveragePooling: "average_pooling",
    GlobalAveragePooling: "global_pooling",
    Flatten: "flatten",
    Linear: "linear",
}
"""The module of each kind of layer, which holds its `KIND`."""


def kind_of(layer: ActiveLayer) -> LayerKind:
    """Return how a layer is run; a start does not wait for kinds that it has no layer of."""
    kind: LayerKind = import_module(f"{__name__}.{KINDS[type(layer)]}").KIND
    return kind


def active(experiment: Experiment) -> Mapping[int, ActiveLayer]:
    """Return the layers that are switched on by their indices."""
    return {
        index: layer for index, layer in enumerate(experiment.layers) if not isinstance(layer, SwitchedOff)
    }


def numbers_of(experiment: Experiment) -> Numbers:
    """Return the numbers of an experiment; they are computed when they are asked for."""
    operations: list[NetworkLayer] = []
    last: dict[int, int] = {}
    for index, layer in active(experiment).items():
        operations += kind_of(layer).operations(layer, experiment.shapes[index])
        last[index] = len(operations) - 1
    return Numbers(experiment, Network(tuple(operations)), last)
