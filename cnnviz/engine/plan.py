"""What convolutions of one shape share: buffers, the views into them, and how the work is cut into pieces.

Everything happens with the sample as the last axis, ``(c, h, w, n)``, so that long runs of memory are added and
copied at once. The windows are a view of the padded images; copied, piece by piece, they are the columns of a
matrix, and the convolution is a product of matrices. A row of ones among the columns carries the bias:

    y = [weight; bias]ᵀ [columns; 1]      [dweight; dbias] = [columns; 1] dyᵀ      dcolumns = weight dy

Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing" (2006).
"""

import math
import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.engine.padding import PaddingMode, pad2d, pad2d_backward

PRODUCT = 1_000_000  # multiplications: OpenBLAS multiplies smaller matrices without packing them first
PIECE = 4_000_000  # bytes of one piece, to stay in the cache


class Plans(threading.local):
    """The plans used last, for each thread its own, up to a limit of memory."""

    def __init__(self, most: int = 64_000_000) -> None:
        self._kept: dict[Any, Plan] = {}
        self._most = most

    def get(self, make: Callable[..., "Plan"], *settings: Any) -> "Plan":
        """Return the plan for these settings, made anew or as it was left."""
        plan = self._kept.pop(settings, None) or make(*settings)
        self._kept[settings] = plan
        while len(self._kept) > 1 and sum(p.nbytes for p in self._kept.values()) > self._most:
            del self._kept[next(iter(self._kept))]
        return plan


class Tile(NamedTuple):
    """Some windows: a view of them in the padded images, room for them as columns, and their place in the output."""

    windows: Array
    room: Array
    columns: Array
    place: slice


class Plan:
    """Convolutions of images of one shape with kernels of one shape, forward and backward.

    A plan works in its own buffers, so it serves one caller at a time; what it returns is new memory.
    """

    def __init__(
        self,
        x_shape: Sequence[int],
        weight_shape: Sequence[int],
        dtype: DTypeLike,
        geometry: Geometry,
        groups: int,
        mode: PaddingMode,
    ) -> None:
        self.geometry, self.groups, self.mode = geometry, groups, mode
        self.weight_shape = weight_shape
        self.output = (weight_shape[3], *geometry.output, x_shape[0])
        self.y_shape = (x_shape[0], *geometry.output, weight_shape[3])
        self.images = np.zeros((x_shape[3], *geometry.padded, x_shape[0]), dtype)
        self._inside = _inside(self.images, geometry) if mode == "zeros" else self.images
        depth = math.prod(weight_shape[:3])
        self._weight = np.zeros((groups, depth + 1, weight_shape[3] // groups), dtype)
        self.tiles = self._tiles()
        self.folds = self._folds()

    @property
    def nbytes(self) -> int:
        """Memory that the plan holds."""
        buffers = [self.images, self.tiles[0].columns, *(fold.spread for _, fold in self.folds[-2:])]
        return sum(a.nbytes for a in buffers)

    def forward(self, x: Array, weight: Array, bias: Array | None = None) -> Array:
        """Return y, shape (n, oh, ow, c_out)."""
        self._load(x)
        matrix = self._matrix(weight, bias).transpose(0, 2, 1)
        y = np.empty((self.groups, matrix.shape[1], math.prod(self.output[1:])), matrix.dtype)
        for windows, room, columns, place in self.tiles:
            room[...] = windows
            np.matmul(matrix, columns, out=y[:, :, place])
        return y.reshape(self.output).transpose(3, 1, 2, 0)

    def backward(self, dy: Array, x: Array, weight: Array) -> tuple[Array, Array, Array]:
        """Return dx, dweight and dbias, the latter summed over all positions."""
        flat = np.ascontiguousarray(dy.transpose(3, 1, 2, 0)).reshape(self.groups, self._weight.shape[2], -1)
        self._load(x)
        slopes = self._weight_gradient(flat)
        dweight = slopes[:, :-1].transpose(1, 0, 2).reshape(self.weight_shape)
        dx_pad = self._input_gradient(flat, self._matrix(weight, None)[:, :-1])
        dx = self._inside_of(dx_pad).transpose(3, 1, 2, 0)
        if self.mode != "zeros":
            dx = pad2d_backward(dx, self.geometry.amounts, self.mode)
        return dx, dweight, slopes[:, -1].reshape(-1)

    def _load(self, x: Array) -> None:
        if self.mode != "zeros":
            x = pad2d(x, self.geometry.amounts, self.mode)
        self._inside[...] = x.transpose(3, 1, 2, 0)

    def _matrix(self, weight: Array, bias: Array | None) -> Array:
        groups, depth, filters = self._weight.shape
        self._weight[:, :-1] = weight.reshape(depth - 1, groups, filters).transpose(1, 0, 2)
        self._weight[:, -1] = 0 if bias is None else bias.reshape(groups, filters)
        return self._weight

    def _weight_gradient(self, dy: Array) -> Array:
        slopes = np.zeros_like(self._weight)
        for windows, room, columns, place in self.tiles:
            room[...] = windows
            slopes += columns @ dy[:, :, place].transpose(0, 2, 1)
        return slopes

    def _input_gradient(self, dy: Array, weight: Array) -> Array:
        dx_pad = np.zeros_like(self.images)
        rows = dy.reshape(*dy.shape[:2], self.output[1], -1).transpose(0, 2, 1, 3)
        for start, fold in self.folds:
            fold.add(weight[:, None], rows[:, start : start + fold.rows], dx_pad, start)
        return dx_pad

    def _inside_of(self, padded: Array) -> Array:
        return _inside(padded, self.geometry) if self.mode == "zeros" else padded

    def _tiles(self) -> list[Tile]:
        groups, depth, filters = self._weight.shape
        *_, oh, ow, n = self.output
        windows = _windows(self.images, self.weight_shape, self.geometry, groups)
        most = min(PRODUCT // (depth * filters), PIECE // (depth * groups * self.images.itemsize)) // n
        pieces = list(_pieces(oh, ow, max(most, 1)))
        widest = max((r.stop - r.start) * (c.stop - c.start) for r, c in pieces) * n
        buffer = np.ones((groups, depth, widest), self.images.dtype)
        tiles = []
        for r, c in pieces:
            view = windows[..., r, c, :]
            start = (r.start * ow + c.start) * n
            columns = buffer[:, :, : math.prod(view.shape[4:])]
            tiles.append(
                Tile(
                    view, columns[:, :-1].reshape(view.shape), columns, slice(start, start + columns.shape[2])
                )
            )
        return tiles

    def _folds(self) -> list[tuple[int, "Fold"]]:
        oh, stride = self.output[1], self.geometry.rows.stride
        row = math.prod(self.weight_shape[:3]) * self.groups * self.images[0, 0].nbytes
        rows = min(max(PIECE // (row * stride), 1), oh)
        full, last = divmod(oh, rows)
        whole = Fold(self, rows)
        folds = [(i * rows, whole) for i in range(full)]
        return folds + ([(full * rows, Fold(self, last))] if last else [])


class Fold:
    """The way back for some rows of the output: spread out what each tap gives, shift it into place, add it up.

    For every tap there is a plane as wide as the padded images, in which the product of weight and dy lies as far
    apart as the stride says. Behind each row come as many zeros as a window reaches, so that a tap may be read
    shifted by its own distance: what leaves a row on one side lands on the zeros of its neighbour. Shifted so, the
    planes of all taps are one view, and the gradient is its sum.
    """

    def __init__(self, plan: Plan, rows: int) -> None:
        down, right = plan.geometry.rows, plan.geometry.columns
        kh, kw, channels, _ = plan.weight_shape
        depth, itemsize, n = kh * kw * channels, plan.images.itemsize, plan.images.shape[3]
        width = plan.images.shape[2] * n
        front = (down.extent - 1) * width + (right.extent - 1) * n
        length = ((rows - 1) * down.stride + down.extent) * width
        plane = (front + length) * itemsize
        self.rows, self._height, self._step = rows, length // width, down.stride
        self.spread = np.zeros((plan.groups, depth, front + length), plan.images.dtype)
        place = (plan.groups, rows, depth, right.output, n)
        steps = (depth * plane, down.stride * width * itemsize, plane, right.stride * n * itemsize, itemsize)
        self._places = np.ndarray(place, plan.images.dtype, self.spread, front * itemsize, steps)
        shifted = (plan.groups, channels, kh, kw, length)
        steps = (
            depth * plane,
            plane,
            kw * channels * plane - down.dilation * width * itemsize,
            channels * plane - right.dilation * n * itemsize,
            itemsize,
        )
        self._shifted = np.ndarray(shifted, plan.images.dtype, self.spread, front * itemsize, steps)
        self._dense = right.stride == 1

    def add(self, weight: Array, dy: Array, dx_pad: Array, start: int) -> None:
        """Add to dx_pad what the rows of dy from `start` on give back."""
        if self._dense:
            np.matmul(weight, dy, out=self._places.reshape(*self._places.shape[:3], -1))
        else:
            self._places[...] = (weight @ dy).reshape(self._places.shape)
        c, _, w, n = dx_pad.shape
        total = np.add.reduce(self._shifted, axis=(2, 3)).reshape(c, self._height, w, n)
        top = start * self._step
        dx_pad[:, top : top + self._height] += total


def _inside(padded: Array, geometry: Geometry) -> Array:
    down, right = geometry.rows, geometry.columns
    return padded[:, down.before : down.before + down.size, right.before : right.before + right.size]


def _windows(images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int) -> Array:
    kh, kw, channels, _ = weight_shape
    down, right = geometry.rows, geometry.columns
    c, h, w, n = images.strides
    shape = (groups, kh, kw, channels, down.output, right.output, images.shape[3])
    steps = (channels * c, h * down.dilation, w * right.dilation, c, h * down.stride, w * right.stride, n)
    return np.ndarray(shape, images.dtype, images, 0, steps)


def _pieces(height: int, width: int, most: int):
    """Cut a plane into whole rows, or into parts of a row where a row has more than `most` cells."""
    rows = max(most // width, 1)
    columns = min(most, width)
    for top in range(0, height, rows):
        for left in range(0, width, columns):
            yield slice(top, min(top + rows, height)), slice(left, min(left + columns, width))
