"""What can be done to a convolution's kernels as a whole: each takes a layer and returns another one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.kernels.initialise import drawn
from cnnviz.experiment.kernels.presets import name_of
from cnnviz.experiment.kernels.profiles import Kernel


def normalised(kernel: Kernel) -> Kernel:
    """Return a kernel divided by its sum, or where that is 0 by the sum of its absolute values.

    The whole kernel sums to 1, not each channel. One that cannot be divided, all zeros or beyond what floating-point
    numbers hold, stays as it is.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        total, size = float(kernel.sum()), float(np.abs(kernel).sum())
    if not 0 < size < np.inf:
        return kernel
    sums_to_0 = abs(total) <= 1e-9 * size  # what is smaller comes of rounding
    return np.asarray(kernel / (size if sums_to_0 else total)) + 0.0


def negated(kernel: Kernel) -> Kernel:
    """Return a kernel with every sign turned."""
    return np.asarray(0.0 - kernel)


def turned(kernel: Kernel) -> Kernel:
    """Return a kernel turned by 180°: what makes a cross-correlation a convolution."""
    return kernel[::-1, ::-1]


def transposed(kernel: Kernel) -> Kernel:
    """Return a kernel with rows and columns swapped."""
    return kernel.swapaxes(0, 1)


def with_operation(
    layer: Convolution, operation: Callable[[Kernel], Kernel], filters: Iterable[int]
) -> Convolution:
    """Return a layer with an operation done to some of its kernels; what comes out as a preset is called so.

    All kernels of a layer are of one size. So one that swaps the sides of a kernel that is not square is done to all
    of them, and the layer's kernel size turns with them.
    """
    chosen = set(filters)
    rows, columns = operation(layer.kernel(0)).shape[:2]
    if (rows, columns) != layer.window.kernel_size:
        chosen = set(range(layer.filters))
    kernels, names = [], []
    for filter_, name in enumerate(layer.names):
        before = layer.kernel(filter_)
        after = operation(before) if filter_ in chosen else before
        kernels.append(after)
        names.append(name if np.array_equal(before, after) else name_of(after, name))
    window = layer.window.changed(kernel_size=(rows, columns))
    return replace(layer, window=window, weight=frozen(np.stack(kernels, axis=3)), names=tuple(names))


def initialised(layer: Convolution, method: str, seed: int, filters: Iterable[int]) -> Convolution:
    """Return a layer with some kernels drawn at random by one of `METHODS`; a filter's numbers depend on no other.

    A filter gets the same numbers whether it is drawn alone or with all others.
    """
    weight = drawn(method, seed, layer.weight.shape, layer.groups)
    for filter_ in filters:
        layer = layer.with_kernel(filter_, weight[..., filter_])
    return layer
