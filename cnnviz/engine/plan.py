"""What convolutions of one shape share: buffers, the views into them, and how the work is cut into pieces.

Everything happens with the sample as the last axis, ``(c, h, w, n)``, so that long runs of memory are added and
copied at once. The windows are a view of the padded images; copied, piece by piece, they are the columns of a
matrix, and the convolution is a product of matrices. A row of ones among the columns carries the bias:

    y = [weight; bias]ᵀ [columns; 1]      [dweight; dbias] = [columns; 1] dyᵀ      dcolumns = weight dy

Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing" (2006).
"""

import math
import operator
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from cnnviz.engine.arrays import Array
from cnnviz.engine.fold import Fold
from cnnviz.engine.geometry import Geometry
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
        plan = self._kept.pop(settings, None)
        if plan is None:
            plan = make(*settings)
            if plan.nbytes > self._most:
                return plan
            self._make_room(plan.nbytes)
        self._kept[settings] = plan
        return plan

    def _make_room(self, nbytes: int) -> None:
        while self._kept and nbytes + sum(plan.nbytes for plan in self._kept.values()) > self._most:
            del self._kept[next(iter(self._kept))]


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
        self._crop = _crop(geometry) if mode == "zeros" else ...
        self._inside = self.images[self._crop]
        depth = math.prod(weight_shape[:3])
        self._weight = np.zeros((groups, depth + 1, weight_shape[3] // groups), dtype)
        self._taps = self._weight[:, :-1].transpose(1, 0, 2)
        self._bias = self._weight[:, -1]
        self._flat = (*self._bias.shape, math.prod(self.output[1:]))
        self._by_rows = (*self._bias.shape, self.output[1], self.output[2] * self.output[3])
        self._matrix = self._weight.transpose(0, 2, 1)
        self.tiles = self._tiles()
        self.folds = self._folds()

    @property
    def nbytes(self) -> int:
        """Memory that the plan holds."""
        buffers = [self.images, self.tiles[0].columns, *(fold.spread for _, fold in self.folds[-2:])]
        return sum(a.nbytes for a in buffers)

    def forward(self, x: Array, weight: Array, bias: Array | None = None) -> Array:
        """Return y, shape (n, oh, ow, c_out)."""
        self._load(x, weight)
        self._bias[...] = 0 if bias is None else bias.reshape(self._bias.shape)
        y = np.empty(self._flat, self._bias.dtype)
        for windows, room, columns, place in self.tiles:
            room[...] = windows
            np.matmul(self._matrix, columns, out=y[:, :, place])
        return y.reshape(self.output).transpose(3, 1, 2, 0)

    def backward(self, dy: Array, x: Array, weight: Array) -> tuple[Array, Array, Array]:
        """Return dx, dweight and dbias, the latter summed over all positions."""
        self._load(x, weight)
        dy = dy.transpose(3, 1, 2, 0).reshape(self._flat)
        slopes = self._weight_gradient(dy)
        dweight = slopes[:, :-1].transpose(1, 0, 2).reshape(self.weight_shape)
        dx = self._input_gradient(dy)[self._crop].transpose(3, 1, 2, 0)
        if self.mode != "zeros":
            dx = pad2d_backward(dx, self.geometry.amounts, self.mode)
        return dx, dweight, slopes[:, -1].reshape(-1)

    def _load(self, x: Array, weight: Array) -> None:
        if self.mode != "zeros":
            x = pad2d(x, self.geometry.amounts, self.mode)
        self._inside[...] = x.transpose(3, 1, 2, 0)
        self._taps[...] = weight.reshape(self._taps.shape)

    def _weight_gradient(self, dy: Array) -> Array:
        def slopes(tile: Tile) -> Array:
            tile.room[...] = tile.windows
            return tile.columns @ dy[:, :, tile.place].transpose(0, 2, 1)

        return reduce(operator.iadd, map(slopes, self.tiles))

    def _input_gradient(self, dy: Array) -> Array:
        weight = self._weight[:, None, :-1]
        dy = dy.reshape(self._by_rows).transpose(0, 2, 1, 3)
        _, first = self.folds[0]
        if first.shape == self.images.shape:
            return first.total(weight, dy)
        dx_pad = np.zeros_like(self.images)
        for start, fold in self.folds:
            top = start * self.geometry.rows.stride
            total = fold.total(weight, dy[:, start : start + fold.rows])
            dx_pad[:, top : top + fold.shape[1]] += total
        return dx_pad

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
            columns = buffer[:, :, : math.prod(view.shape[4:])]
            start = (r.start * ow + c.start) * n
            place = slice(start, start + columns.shape[2])
            tiles.append(Tile(view, columns[:, :-1].reshape(view.shape), columns, place))
        return tiles

    def _folds(self) -> list[tuple[int, Fold]]:
        oh, stride = self.output[1], self.geometry.rows.stride
        row = math.prod(self.weight_shape[:3]) * self.groups * self.images[0, 0].nbytes
        rows = min(max(PIECE // (row * stride), 1), oh)
        full, last = divmod(oh, rows)
        whole = self._fold(rows)
        folds = [(i * rows, whole) for i in range(full)]
        return folds + ([(full * rows, self._fold(last))] if last else [])

    def _fold(self, rows: int) -> Fold:
        return Fold(self.images, self.weight_shape, self.geometry, self.groups, rows)


def _crop(geometry: Geometry) -> tuple[slice, ...]:
    """Return where in (c, h, w, n) with its padding the images are."""
    axes = geometry.rows, geometry.columns
    return slice(None), *(slice(axis.before, axis.before + axis.size) for axis in axes)


def _windows(images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int) -> Array:
    kh, kw, channels, _ = weight_shape
    down, right = geometry.rows, geometry.columns
    c, h, w, n = images.strides
    shape = (groups, kh, kw, channels, down.output, right.output, images.shape[3])
    steps = (channels * c, h * down.dilation, w * right.dilation, c, h * down.stride, w * right.stride, n)
    return np.ndarray(shape, images.dtype, images, 0, steps)


def _pieces(height: int, width: int, most: int) -> Iterator[tuple[slice, slice]]:
    """Cut a plane into whole rows, or into parts of a row where a row has more than `most` cells."""
    rows = max(most // width, 1)
    columns = min(most, width)
    for top in range(0, height, rows):
        for left in range(0, width, columns):
            yield slice(top, min(top + rows, height)), slice(left, min(left + columns, width))
