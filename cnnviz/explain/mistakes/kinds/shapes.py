"""Mistakes that show in whole arrays alone: wrong sizes, wrong crops, windows that hang over."""

from collections.abc import Callable, Mapping
from itertools import product

import numpy as np

from cnnviz import engine
from cnnviz.explain.mistakes.operation import WITH_WINDOWS, Operation, OperationKind
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.trace.steps import Array

_POOLINGS = (OperationKind.MAX_POOLING, OperationKind.AVERAGE_POOLING)


def not_cropped(operation: Operation) -> Mapping[str, Array]:
    """Leave the border on the input's gradient."""
    padded = _padded_gradient(operation)
    return {} if padded is None else {"dx": padded}


def cropped_at_corner(operation: Operation) -> Mapping[str, Array]:
    """Cut the input's size off the upper left corner, border included."""
    padded = _padded_gradient(operation)
    return {} if padded is None else {"dx": padded[:, : operation.x.shape[1], : operation.x.shape[2]]}


def cropped_to_nothing(operation: Operation) -> Mapping[str, Array]:
    """Crop by [p:-p] where p is 0, which leaves nothing."""
    if any(operation.padding) or operation.kind not in WITH_WINDOWS:
        return {}
    n, *_, channels = operation.x.shape
    return {"dx": np.zeros((n, 0, 0, channels))}


def wrongly_padded(by: int) -> Callable[[Operation], Mapping[str, Array]]:
    """Pad by so many cells more, and compute rightly with that."""

    def wrong(operation: Operation) -> Mapping[str, Array]:
        padding = operation.padding[0] + by, operation.padding[1] + by
        if min(padding) < 0:
            return {}
        return _forward_only(operation._replace(padding=padding))

    return wrong


def without_stride(operation: Operation) -> Mapping[str, Array]:
    """Compute as many windows as there are without a stride."""
    return _forward_only(operation._replace(stride=(1, 1)))


def without_dilation(operation: Operation) -> Mapping[str, Array]:
    """Compute as many windows as there are without dilation."""
    return _forward_only(operation._replace(dilation=(1, 1)))


def size_of_input(operation: Operation) -> Mapping[str, Array]:
    """Pool at as many places as the input has cells, with windows that are cut off at its end."""
    if operation.kind not in _POOLINGS or operation.stride != (1, 1) or any(operation.padding):
        return {}
    x, (kh, kw) = operation.x, operation.kernel_size
    y = np.empty(x.shape)
    for h, w in product(*map(range, x.shape[1:3])):
        window = x[:, h : h + kh, w : w + kw]
        largest = operation.kind is OperationKind.MAX_POOLING
        y[:, h, w] = window.max((1, 2)) if largest else window.mean((1, 2))
    return {"y": y}


def window_too_long(operation: Operation) -> Mapping[str, Array]:
    """Pool windows of a row and a column too many, cut off at the image's end."""
    if operation.kind not in _POOLINGS or any(operation.padding):
        return {}
    x, (kh, kw), (sh, sw) = operation.x, operation.kernel_size, operation.stride
    y = np.empty(right_arrays(operation)["y"].shape)
    for h, w in product(*map(range, y.shape[1:3])):
        window = x[:, h * sh : h * sh + kh + 1, w * sw : w * sw + kw + 1]
        largest = operation.kind is OperationKind.MAX_POOLING
        y[:, h, w] = window.max((1, 2)) if largest else window.mean((1, 2))
    return {"y": y}


def of_last_window(operation: Operation) -> Mapping[str, Array]:
    """Take the last window's gradient of the last image for the bias's."""
    return _of_one_window(operation, -1)


def of_first_window(operation: Operation) -> Mapping[str, Array]:
    """Take the first window's gradient of the first image for the bias's."""
    return _of_one_window(operation, 0)


def _of_one_window(operation: Operation, which: int) -> Mapping[str, Array]:
    if operation.bias is None or operation.bias.ndim != 1 or operation.dy.ndim != 4:
        return {}
    return {"dbias": operation.dy[which, which, which]}


def _forward_only(operation: Operation) -> Mapping[str, Array]:
    """Return y of an operation whose windows are as many as they may be, nothing where there is none."""
    if operation.kind not in WITH_WINDOWS:
        return {}
    try:
        return {"y": _y(operation)}
    except ValueError:
        return {}


def _y(operation: Operation) -> Array:
    o = operation
    if o.kind is OperationKind.CONVOLUTION:
        assert o.weight is not None
        bias = o.bias if o.bias is None or o.bias.ndim == 1 else None
        settings = {"stride": o.stride, "padding": o.padding, "dilation": o.dilation, "groups": o.groups}
        return engine.conv2d(o.x, o.weight, bias, **settings)  # type: ignore[arg-type]
    if o.kind is OperationKind.MAX_POOLING:
        return engine.max_pool2d(o.x, o.kernel_size, stride=o.stride, padding=o.padding)
    if o.kind is OperationKind.AVERAGE_POOLING:
        return engine.avg_pool2d(o.x, o.kernel_size, stride=o.stride, padding=o.padding)
    return engine.pad2d(o.x, o.padding)


def _padded_gradient(operation: Operation) -> Array | None:
    """Return the gradient of the padded input, None where nothing is padded."""
    if not any(operation.padding) or operation.kind not in (OperationKind.CONVOLUTION, *_POOLINGS):
        return None
    (top, left), x = operation.padding, operation.x
    low = -np.inf if operation.kind is OperationKind.MAX_POOLING else 0.0
    padded = np.pad(x, ((0, 0), (top, top), (left, left), (0, 0)), constant_values=low)
    plain = operation._replace(x=padded, padding=(0, 0))
    return right_arrays(plain)["dx"]
