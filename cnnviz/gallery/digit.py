"""A digit as large as those that networks are so often tried on."""

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window

_KEY = "digit_28"


def digit() -> Experiment:
    """Return a digit, 28×28, under a kernel of 5×5 that finds its upright edges."""
    from cnnviz.gallery.samples import load, samples  # the other examples have no use for pictures

    sample = next(sample for sample in samples() if sample.key == _KEY)
    layers = (convolution(Window((5, 5)), 1, ("Sobel x",)), Activation(), MaxPooling())
    return Experiment((load(sample),), layers, sample.title)
