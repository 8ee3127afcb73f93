"""One file for each kind of layer: how it is computed, its chapters forward, and those backward."""

from collections.abc import Mapping

from cnnviz.engine.layers import NetworkLayer
from cnnviz.engine.network import Network
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
from cnnviz.run.kinds.activation import ACTIVATION
from cnnviz.run.kinds.average_pooling import AVERAGE_POOLING
from cnnviz.run.kinds.convolution import CONVOLUTION
from cnnviz.run.kinds.flatten import FLATTEN
from cnnviz.run.kinds.global_pooling import GLOBAL_POOLING
from cnnviz.run.kinds.kind import LayerKind
from cnnviz.run.kinds.linear import LINEAR
from cnnviz.run.kinds.max_pooling import MAX_POOLING
from cnnviz.run.numbers import Numbers

KINDS: Mapping[type[ActiveLayer], LayerKind] = {
    Convolution: CONVOLUTION,
    Activation: ACTIVATION,
    MaxPooling: MAX_POOLING,
    AveragePooling: AVERAGE_POOLING,
    GlobalAveragePooling: GLOBAL_POOLING,
    Flatten: FLATTEN,
    Linear: LINEAR,
}


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
        operations += KINDS[type(layer)].operations(layer, experiment.shapes[index])
        last[index] = len(operations) - 1
    return Numbers(experiment, Network(tuple(operations)), last)
