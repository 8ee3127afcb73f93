"""The layers of a network that is stepped through: padding is a layer of its own, forward sums are in the order shown.

What their forward passes give is to the last bit what the terms of the steps give, multiplied and added one by one.
"""

from typing import Any

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.engine.in_order import avg_pool2d_in_order, conv2d_in_order
from cnnviz.engine.networks.layers import (
    AvgPool2d,
    Conv2d,
    MaxPool2d,
    NetworkLayer,
    Parameters,
)
from cnnviz.engine.padding import PaddingMode, pad2d, pad2d_backward
from cnnviz.engine.pooling import (
    avg_pool2d_backward,
    from_maxima,
    max_pool2d,
    pooling_geometry,
    window_counts,
)
from cnnviz.engine.settings import Amounts
from cnnviz.frozen import frozen_dataclass


@frozen_dataclass(eq=False)
class Pad2d(NetworkLayer):
    """See `pad2d`; `value` is what the mode "zeros" fills in."""

    amounts: Amounts
    mode: PaddingMode = "zeros"
    value: float = 0.0

    def forward(self, x: Array) -> Array:
        """Return the images with their border."""
        if self.mode == "zeros" and self.value != 0:
            return np.pad(x, ((0, 0), *self.amounts, (0, 0)), constant_values=self.value)
        return pad2d(x, self.amounts, self.mode)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        return pad2d_backward(dy, self.amounts, self.mode), {}


class SteppedConv2d(Conv2d):
    """A convolution over what is padded already."""

    def forward(self, x: Array) -> Array:
        """Return the convolved images."""
        return conv2d_in_order(
            x, self.weight, self.bias, stride=self.stride, dilation=self.dilation, groups=self.groups
        )


class SteppedMaxPool2d(MaxPool2d):
    """Max pooling over images of which `padding` says how much is padding; that never wins."""

    def forward(self, x: Array) -> Array:
        """Return the largest of each window."""
        return max_pool2d(_inner(x, self._geometry(x)), **self._settings())

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        geometry = self._geometry(x)
        inner = from_maxima(dy, _inner(x, geometry), y, ties=self.ties, **self._settings())
        return _framed(inner, geometry), {}

    def _geometry(self, x: Array) -> Geometry:
        shape = _without(x.shape, self.padding)
        return pooling_geometry(
            shape, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode
        )

    def _settings(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "ties"}


class SteppedAvgPool2d(AvgPool2d):
    """Average pooling over images of which `padding` says how much is padding."""

    def forward(self, x: Array) -> Array:
        """Return the mean of each window."""
        return avg_pool2d_in_order(x, **vars(self))

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x; its padding gets a share where it counts."""
        shape = _without(x.shape, self.padding)
        geometry = pooling_geometry(shape, self.kernel_size, self.stride, self.padding, 1, self.ceil_mode)
        if self.count_include_pad:
            return _spread(dy, x, geometry), {}
        return _framed(avg_pool2d_backward(dy, shape, **vars(self)), geometry), {}


def _without(shape: tuple[int, ...], padding: Any) -> tuple[int, int, int, int]:
    """Return the shape that images have without their padding."""
    n, h, w, c = shape
    (top, bottom), (left, right) = padding
    return n, h - top - bottom, w - left - right, c


def _inner(x: Array, geometry: Geometry) -> Array:
    rows, columns = (
        slice(axis.before, axis.before + axis.size) for axis in (geometry.rows, geometry.columns)
    )
    return x[:, rows, columns]


def _framed(inner: Array, geometry: Geometry) -> Array:
    return np.pad(inner, ((0, 0), *geometry.amounts, (0, 0)))


@np.errstate(all="ignore")
def _spread(dy: Array, x: Array, geometry: Geometry) -> Array:
    """Give every cell that a window reads its share, padding too."""
    dx, share = np.zeros_like(x), dy / window_counts(geometry, True)[:, :, None]
    for h, i in _meetings(geometry.rows):
        for w, j in _meetings(geometry.columns):
            dx[:, i, j] += share[:, h, w]
    return dx


def _meetings(axis: Axis) -> list[tuple[slice, slice]]:
    """Return for each tap along an axis the windows that have it on the padded images, and where."""
    found = []
    for cells in axis.taps.T:
        count = int((cells < axis.padded).sum())
        start = int(cells[0])
        found.append(
            (
                slice(0, count),
                slice(start, start + max(count - 1, 0) * axis.stride + (count > 0), axis.stride),
            )
        )
    return found
