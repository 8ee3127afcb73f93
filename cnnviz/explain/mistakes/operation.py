"""A layer's operation, or a loss, with the arrays that it is tried on."""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.activation import LEAK
from cnnviz.engine.pooling import Ties
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class OperationKind(Enum):
    """What is computed."""

    CONVOLUTION = "convolution"
    MAX_POOLING = "max pooling"
    AVERAGE_POOLING = "average pooling"
    ACTIVATION = "activation"
    PADDING = "padding"
    LINEAR = "linear"
    SOFTMAX = "softmax"
    CROSS_ENTROPY = "cross-entropy"
    MSE = "mean squared error"


WITH_WINDOWS = (
    OperationKind.CONVOLUTION,
    OperationKind.MAX_POOLING,
    OperationKind.AVERAGE_POOLING,
    OperationKind.PADDING,
)
LOSSES = (OperationKind.CROSS_ENTROPY, OperationKind.MSE)
"""What comes to one number."""


class Operation(NamedTuple):
    """What is computed, of which arrays and with which settings, as the engine has them.

    Parameters
    ----------
    kind : which operation
    x : what comes in, (n, h, w, c); (n, inputs) of a linear layer, a softmax or a loss
    dy : the gradient of what comes out; of a loss, 1
    weight, bias : of a convolution or a linear layer
    kernel_size : of a pooling
    stride, padding, dilation, groups : of the windows
    ties, count_include_pad : of a pooling
    name : of an activation
    rate : of the update that follows, 0 where there is none
    target : of a loss: (n,) class numbers, or numbers as x has them
    averaged : whether a linear layer's gradients are means over the samples, as where the loss is no mean itself
    probabilities : whether x of a cross-entropy are probabilities already
    halved, by_sample : of a mean square, whether it is half of it, and whether samples alone are counted
    leak : the slope of a leaky ReLU below 0
    at_zero : which share of the rise from the slope below 0 to that above it a ReLU has at its kink, 0 itself
    """

    kind: OperationKind
    x: Array
    dy: Array
    weight: Array | None = None
    bias: Array | None = None
    kernel_size: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: tuple[int, int] = (1, 1)
    groups: int = 1
    ties: Ties = "first"
    count_include_pad: bool = True
    name: str = "relu"
    rate: float = 0.0
    target: Array | None = None
    averaged: bool = False
    probabilities: bool = False
    halved: bool = False
    by_sample: bool = False
    leak: float = LEAK
    at_zero: float = 0.0

    @property
    def at_kink(self) -> NDArray[np.bool_]:
        """Which numbers come in at the kink of an activation, where its slope is agreed on."""
        kinked = self.kind is OperationKind.ACTIVATION and self.name in ("relu", "leaky_relu")
        return np.asarray((self.x == 0) & kinked)

    @property
    def window(self) -> tuple[int, int]:
        """Height and width of the windows."""
        flat = self.weight is None or self.weight.ndim < 4
        return self.kernel_size if flat else self.weight.shape[:2]  # type: ignore[union-attr]
