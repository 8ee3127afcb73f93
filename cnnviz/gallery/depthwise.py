"""A depthwise separable convolution: each channel goes through a kernel of its own, then 1×1 kernels mix them."""

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window

_KERNELS = ("Sobel x", "Sobel y", "Gaussian blur")
_MIX = ((0.5, 0.5, 0.0), (0.5, -0.5, 1.0))  # for each filter its weights of the three channels


def depthwise_separable() -> Experiment:
    """Return a picture of a bar in each colour: red upright, green level, blue all of the square between."""
    image = np.zeros((7, 7, 3))
    image[1:6, 2:4, 0] = 1.0
    image[3:5, 1:6, 1] = 0.8
    image[2:6, 2:6, 2] = 0.6
    each = convolution(Window(), 3, _KERNELS, groups=3)
    weight = np.array(_MIX).T[None, None]
    mix = Convolution(Window((1, 1), padding="valid"), frozen(weight), frozen(np.zeros(2)), ("", ""))
    return Experiment((frozen(image),), (each, mix), "three bars")
