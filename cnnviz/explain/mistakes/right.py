"""What the engine makes of an operation when nothing is wrong."""

from collections.abc import Callable, Mapping

import numpy as np

from cnnviz import engine
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.trace.steps import Array


def right_arrays(operation: Operation) -> Mapping[str, Array]:
    """Return what the engine makes of an operation: y, dx, and whatever gradients and new parameters it has."""
    return _MADE[operation.kind](operation)


def _convolution(o: Operation) -> Mapping[str, Array]:
    assert o.weight is not None
    settings = {"stride": o.stride, "padding": o.padding, "dilation": o.dilation, "groups": o.groups}
    y = engine.conv2d(o.x, o.weight, o.bias, **settings)  # type: ignore[arg-type]
    dx, dweight, dbias = engine.conv2d_backward(o.dy, o.x, o.weight, **settings)  # type: ignore[arg-type]
    return {"y": y, "dx": dx, **_learned(o, dweight, dbias)}


def _linear(o: Operation) -> Mapping[str, Array]:
    assert o.weight is not None
    y = engine.linear(o.x, o.weight, np.zeros(o.weight.shape[1]) if o.bias is None else o.bias)
    dx, dweight, dbias = engine.linear_backward(o.dy, o.x, o.weight)
    count = len(o.x) if o.averaged else 1
    return {"y": y, "dx": dx, **_learned(o, dweight / count, dbias / count)}


def _max_pooling(o: Operation) -> Mapping[str, Array]:
    laid = {"stride": o.stride, "padding": o.padding}
    y = engine.max_pool2d(o.x, o.kernel_size, **laid)  # type: ignore[arg-type]
    dx = engine.max_pool2d_backward(o.dy, o.x, o.kernel_size, ties=o.ties, **laid)  # type: ignore[arg-type]
    return {"y": y, "dx": dx}


def _average_pooling(o: Operation) -> Mapping[str, Array]:
    laid = {"stride": o.stride, "padding": o.padding, "count_include_pad": o.count_include_pad}
    y = engine.avg_pool2d(o.x, o.kernel_size, **laid)  # type: ignore[arg-type]
    dx = engine.avg_pool2d_backward(o.dy, o.x.shape, o.kernel_size, **laid)  # type: ignore[arg-type]
    return {"y": y, "dx": dx}


def _activation(o: Operation) -> Mapping[str, Array]:
    if o.name == "leaky_relu":  # whose slope a solution may choose
        y, dx = np.where(o.x > 0, o.x, o.x * o.leak), np.where(o.x > 0, o.dy, o.dy * o.leak)
    else:
        y, dx = engine.activation(o.name, o.x), engine.activation_backward(o.name, o.dy, o.x)
    if o.at_zero:
        dx = np.where(o.at_kink, dx + o.at_zero * (o.dy - dx), dx)
    return {"y": y, "dx": dx}


def _padding(o: Operation) -> Mapping[str, Array]:
    return {"y": engine.pad2d(o.x, o.padding), "dx": engine.pad2d_backward(o.dy, o.padding)}


def _softmax(o: Operation) -> Mapping[str, Array]:
    share = engine.softmax(o.x)
    return {"y": share, "dx": share * (o.dy - (o.dy * share).sum(-1, keepdims=True))}


@np.errstate(all="ignore")
def _cross_entropy(o: Operation) -> Mapping[str, Array]:
    assert o.target is not None
    labels = o.target.astype(int)
    if not o.probabilities:
        loss, dx = engine.softmax_cross_entropy(o.x, labels)
        return {"y": np.array([loss]), "dx": dx}
    rows, dx = np.arange(len(o.x)), np.zeros_like(o.x)
    chosen = o.x[rows, labels]
    dx[rows, labels] = -1 / (chosen * len(o.x))
    return {"y": np.array([-np.log(chosen).mean()]), "dx": dx}


def _mse(o: Operation) -> Mapping[str, Array]:
    assert o.target is not None
    loss, dx = engine.mse(o.x, o.target)
    scale = mse_scale(o)
    return {"y": np.array([loss * scale]), "dx": dx * scale}


def mse_scale(o: Operation) -> float:
    """Return how many times the mean over all numbers a mean square is by the rule that is kept to."""
    return (0.5 if o.halved else 1.0) * (o.x[0].size if o.by_sample else 1)


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


_MADE: Mapping[OperationKind, Callable[[Operation], Mapping[str, Array]]] = {
    OperationKind.CONVOLUTION: _convolution,
    OperationKind.MAX_POOLING: _max_pooling,
    OperationKind.AVERAGE_POOLING: _average_pooling,
    OperationKind.ACTIVATION: _activation,
    OperationKind.PADDING: _padding,
    OperationKind.LINEAR: _linear,
    OperationKind.SOFTMAX: _softmax,
    OperationKind.CROSS_ENTROPY: _cross_entropy,
    OperationKind.MSE: _mse,
}
