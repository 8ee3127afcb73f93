"""Networks over a photograph: a small classifier with a linear layer and a softmax, and the edges of a picture."""

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, Linear, MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.importing.reduction import reduce

_FILTERS, _CLASSES = 4, 3
_RATE = 0.001  # so that one sees the loss fall: at 0.1 the first step does it all


def classifier() -> Experiment:
    """Return a network that gives a cup of coffee, shares of three classes, and not yet the right one."""
    picture = _photograph("coffee", 8, colour=True)
    rows, columns, channels = picture.shape
    inputs = rows // 2 * (columns // 2) * _FILTERS
    layers = (
        convolution(Window(padding="same"), channels, _FILTERS),
        Activation(),
        MaxPooling(),
        Flatten(),
        _small(linear_layer(inputs, _CLASSES)),
    )
    loss = Loss("cross_entropy", labels=(1,))
    return Experiment((picture,), layers, "Coffee", loss, learning_rate=_RATE)


def _small(layer: Linear) -> Linear:
    """Return weights that leave each class its share, with two decimals, so that one can add them up by hand."""
    return Linear(frozen(np.round(layer.weight / 4, 2)), layer.bias)


def photograph() -> Experiment:
    """Return a photograph, 32×32 in grey, under a kernel that finds its upright edges."""
    picture = _photograph("camera", 32, colour=False)
    layers = (convolution(Window(), 1, ("Sobel x",)), Activation(), MaxPooling())
    return Experiment((picture,), layers, "Photographer")


def _photograph(key: str, size: int, *, colour: bool) -> Array:
    from cnnviz.gallery.samples import samples, source  # the other examples have no use for pictures

    sample = next(sample for sample in samples() if sample.key == key)
    return reduce(source(sample), size, colour)
