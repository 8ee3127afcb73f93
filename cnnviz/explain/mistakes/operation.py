"""A layer's operation with the arrays that it is tried on, and what it makes of them when nothing is wrong."""

from collections.abc import Mapping
from enum import Enum

import numpy as np

from cnnviz import engine
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


class Operation(NamedTuple):
    """What is computed, of which arrays and with which settings, as the engine has them.

    Parameters
    ----------
    kind : which operation
    x : what comes in, (n, h, w, c); (n, inputs) of a linear layer
    dy : the gradient of what comes out
    weight, bias : of a convolution or a linear layer
    kernel_size : of a pooling
    stride, padding, dilation, groups : of the windows
    ties, count_include_pad : of a pooling
    name : of an activation
    rate : of the update that follows, 0 where there is none
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

    @property
    def window(self) -> tuple[int, int]:
        """Height and width of the windows."""
        return self.kernel_size if self.weight is None else (self.weight.shape[0], self.weight.shape[1])


def right_arrays(operation: Operation) -> Mapping[str, Array]:
    """Return what the engine makes of an operation: y, dx, and whatever gradients and new parameters it has."""
    o = operation
    if o.kind is OperationKind.CONVOLUTION:
        assert o.weight is not None
        settings = {"stride": o.stride, "padding": o.padding, "dilation": o.dilation, "groups": o.groups}
        y = engine.conv2d(o.x, o.weight, o.bias, **settings)  # type: ignore[arg-type]
        dx, dweight, dbias = engine.conv2d_backward(o.dy, o.x, o.weight, **settings)  # type: ignore[arg-type]
        return {"y": y, "dx": dx, **_learned(o, dweight, dbias)}
    if o.kind is OperationKind.LINEAR:
        assert o.weight is not None
        y = engine.linear(o.x, o.weight, np.zeros(o.weight.shape[1]) if o.bias is None else o.bias)
        dx, dweight, dbias = engine.linear_backward(o.dy, o.x, o.weight)
        return {"y": y, "dx": dx, **_learned(o, dweight, dbias)}
    if o.kind is OperationKind.ACTIVATION:
        return {
            "y": engine.activation(o.name, o.x),
            "dx": engine.activation_backward(o.name, o.dy, o.x),
        }
    if o.kind is OperationKind.PADDING:
        return {"y": engine.pad2d(o.x, o.padding), "dx": engine.pad2d_backward(o.dy, o.padding)}
    stride, padding = o.stride, o.padding
    if o.kind is OperationKind.MAX_POOLING:
        y = engine.max_pool2d(o.x, o.kernel_size, stride=stride, padding=padding)
        return {
            "y": y,
            "dx": engine.max_pool2d_backward(
                o.dy, o.x, o.kernel_size, ties=o.ties, stride=stride, padding=padding
            ),
        }
    counted = o.count_include_pad
    y = engine.avg_pool2d(o.x, o.kernel_size, count_include_pad=counted, stride=stride, padding=padding)
    dx = engine.avg_pool2d_backward(
        o.dy, o.x.shape, o.kernel_size, count_include_pad=counted, stride=stride, padding=padding
    )
    return {"y": y, "dx": dx}


def _learned(operation: Operation, dweight: Array, dbias: Array) -> Mapping[str, Array]:
    """Return the gradients of the parameters, and the parameters after the update."""
    weight, bias, rate = operation.weight, operation.bias, operation.rate
    assert weight is not None
    per_position = bias is not None and bias.ndim == 3 and operation.dy.ndim == 4
    dbias = operation.dy.sum(0) if per_position else dbias
    made = {"dweight": dweight} if bias is None else {"dweight": dweight, "dbias": dbias}
    if rate:
        made["weight_new"] = engine.sgd_step(weight, dweight, rate)
        if bias is not None:
            made["bias_new"] = engine.sgd_step(bias, dbias, rate)
    return made
