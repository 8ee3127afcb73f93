"""What convolutions of one shape share: buffers, the views into them, and how the work is cut into pieces.

Everything happens with the sample as the last axis, ``(c, h, w, n)``, so that long runs of memory are added and
copied at once. The windows are a view of the padded images; copied, piece by piece, they are the columns of a
matrix, and the convolution is a product of matrices. A row of ones among the columns carries the bias:

    y = [weight; bias]ᵀ [columns; 1]      [dweight; dbias] = [columns; 1] dyᵀ      dcolumns = weight dy

A 3x3 image and a kernel with the bias 5 make four columns, and from them y; each window gives back what it took:

    image  1 2 3   kernel  1 2                            | 1 2 4 5 |
           4 5 6           3 4   y = | 1 2 3 4 5 | times  | 2 3 5 6 | = | 42 52 72 82 |
           7 8 9                                          | 4 5 7 8 |
                                                          | 5 6 8 9 |
                                                          | 1 1 1 1 |

>>> from cnnviz.engine.geometry import window_geometry
>>> image, kernel = np.arange(1.0, 10).reshape(1, 3, 3, 1), np.arange(1.0, 5).reshape(2, 2, 1, 1)
>>> plan = Plan(image.shape, kernel.shape, image.dtype, window_geometry((3, 3), 2), 1, "zeros")
>>> print(plan.forward(image, kernel, np.array([5.0])).squeeze())
[[42. 52.]
 [72. 82.]]
>>> dx, dweight, dbias = plan.backward(np.array([1.0, 10, 100, 1000]).reshape(1, 2, 2, 1), image, kernel)
>>> print(dx.squeeze().astype(int))
[[   1   12   20]
 [ 103 1234 2040]
 [ 300 3400 4000]]

Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing" (2006).
"""

import threading
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Geometry
from cnnviz.engine.im2col.fold import Folds
from cnnviz.engine.im2col.unfold import Columns
from cnnviz.engine.padding import PaddingMode, pad2d, pad2d_backward


class Plans(threading.local):
    """The plans used last, for each thread its own, up to a limit of memory."""

    def __init__(self, most: int = 64_000_000) -> None:
        self._kept: dict[Any, Plan] = {}
        self._most = most
        self._clock = count()

    def get(self, make: Callable[..., "Plan"], *settings: Any) -> "Plan":
        """Return the plan for these settings, made anew or as it was left."""
        plan = self._kept.get(settings)
        if plan is None:
            plan = make(*settings)
            if plan.nbytes <= self._most:
                self._make_room(plan.nbytes)
                self._kept[settings] = plan
        plan.used = next(self._clock)
        return plan

    def _make_room(self, nbytes: int) -> None:
        while self._kept and nbytes + sum(plan.nbytes for plan in self._kept.values()) > self._most:
            del self._kept[min(self._kept, key=lambda settings: self._kept[settings].used)]


class Plan:
    """Convolutions of images of one shape with kernels of one shape, forward and backward.

    A plan works in its own buffers, so it serves one caller at a time; what it returns is new memory.
    """

    used = 0  # the time of the last call

    def __init__(
        self,
        x_shape: Sequence[int],
        weight_shape: Sequence[int],
        dtype: DTypeLike,
        geometry: Geometry,
        groups: int,
        mode: PaddingMode,
    ) -> None:
        self._geometry, self._mode = geometry, mode
        self.y_shape = (x_shape[0], *geometry.output, weight_shape[3])
        self._output = (weight_shape[3], *geometry.output, x_shape[0])
        self._images = np.zeros((x_shape[3], *geometry.padded, x_shape[0]), dtype)
        self._inside = self._images[_crop(geometry) if mode == "zeros" else ...].swapaxes(0, 3)
        self._offset = self._inside.ctypes.data - self._images.ctypes.data
        self._columns = Columns(self._images, weight_shape, geometry, groups)
        self._folds = Folds(self._images, weight_shape, geometry, groups)
        self._weights, self._gradient = self._columns.weights, self._columns.gradient
        self._spreading = self._weights.matrices[:, None, :-1]

    @property
    def nbytes(self) -> int:
        """Memory that the plan holds."""
        return self._images.nbytes + self._columns.nbytes + self._folds.nbytes

    @np.errstate(all="ignore")
    def forward(self, x: Array, weight: Array, bias: Array | None = None) -> Array:
        """Return y, shape (n, oh, ow, c_out)."""
        self._load(x)
        self._weights.taps[...] = weight
        self._weights.bias[...] = 0 if bias is None or bias.ndim > 1 else bias
        y = self._columns.product().reshape(self._output).swapaxes(0, 3)
        return y if bias is None or bias.ndim == 1 else y + bias

    @np.errstate(all="ignore")
    def backward(self, dy: Array, x: Array, weight: Array) -> tuple[Array, Array, Array]:
        """Return dx, dweight and dbias, the latter summed over all positions."""
        self._load(x)
        rows = self._columns.find_gradient(dy)
        dx = self._input_gradient(self._columns.rows(dy) if rows is None else rows, weight)
        return dx, self._gradient.taps.copy(), self._gradient.bias.copy()

    @np.errstate(all="ignore")
    def weight_gradient(self, dy: Array, x: Array) -> tuple[Array, Array]:
        """Return dweight and dbias alone."""
        self._load(x)
        self._columns.find_gradient(dy)
        return self._gradient.taps.copy(), self._gradient.bias.copy()

    def _input_gradient(self, rows: Array, weight: Array) -> Array:
        """Return dx, which lies in dx_pad as the image lies in its padding."""
        self._weights.taps[...] = weight
        dx_pad = self._folds.total(self._spreading, rows)
        dx = np.ndarray(self._inside.shape, dx_pad.dtype, dx_pad, self._offset, self._inside.strides)
        return dx if self._mode == "zeros" else pad2d_backward(dx, self._geometry.amounts, self._mode)

    def _load(self, x: Array) -> None:
        self._inside[...] = x if self._mode == "zeros" else pad2d(x, self._geometry.amounts, self._mode)


def _crop(geometry: Geometry) -> tuple[slice, ...]:
    """Return where in (c, h, w, n) with its padding the images are."""
    axes = geometry.rows, geometry.columns
    return slice(None), *(slice(axis.before, axis.before + axis.size) for axis in axes)
