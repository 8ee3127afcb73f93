"""The way forward from images to windows: copied, piece by piece, they are the columns of a matrix.

Below each window stands a one, which meets the bias in the weight's matrix: so one product makes the output, and one
the gradients of weight and bias. A piece is so small that its columns stay in the cache until they are multiplied.

The windows of 2x2 cells over a 3x3 image, and the product of their columns with what dy holds for each of them:

    image  1 2 3   columns  1 2 4 5         dy     1   10   gradient | 5421 |   of the weight
           4 5 6            2 3 5 6              100 1000            | 6532 |
           7 8 9            4 5 7 8                                  | 8754 |
                            5 6 8 9                                  | 9865 |
                            1 1 1 1                                  | 1111 |   of the bias

>>> from cnnviz.engine.geometry import window_geometry
>>> image = np.arange(1.0, 10).reshape(1, 3, 3, 1)
>>> columns = Columns(image, (2, 2, 1, 1), window_geometry((3, 3), 2), groups=1)
>>> rows = columns.find_gradient(np.array([1.0, 10, 100, 1000]).reshape(1, 2, 2, 1))
>>> print(columns.gradient.matrices.ravel())
[5421. 6532. 8754. 9865. 1111.]
"""

import math
from collections.abc import Iterator, Sequence
from types import EllipsisType

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Geometry
from cnnviz.engine.im2col.memory import even_parts, matrices
from cnnviz.engine.im2col.weights import WeightMatrix

TILE = 500_000  # bytes
PRODUCT = 1_000_000  # multiplications: OpenBLAS multiplies smaller matrices without packing them first,
RESULT = 1_200  # and with one of them turned, only where the product has no more elements than this


class Tile:
    """Some windows of the padded images, their part of the output, and where they are worked on.

    Parameters
    ----------
    windows : (groups, channels, kh, kw, rows, columns, n)
    part, place : of the output, where it is (n, oh, ow, c_out) and where it is (groups, filters, positions)
    columns : (groups, depth + 1, width), room for the windows
    dy : (groups, filters, width), room for the gradient of the part of the output
    gradient : for the product of both

    The windows are copied to their room without axes of length 1, each of which would cost time.
    """

    def __init__(
        self,
        windows: Array,
        part: tuple[slice | EllipsisType, ...],
        place: slice,
        columns: Array,
        dy: Array,
        gradient: WeightMatrix,
    ) -> None:
        self.part, self.place, self.columns, self.gradient = part, place, columns, gradient
        self.windows, self.room = windows.squeeze(), columns[:, :-1].reshape(windows.shape).squeeze()
        self.dy = dy.reshape(-1, *windows.shape[4:]).swapaxes(0, 3)
        groups, depth, filters = gradient.matrices.shape
        bands = [slice(band.start, band.stop) for band in even_parts(depth, RESULT // filters)]
        self.products = [
            (columns[g, b], dy[g].T, gradient.matrices[g, b]) for g in range(groups) for b in bands
        ]


class Columns:
    """All windows of a convolution, and the matrices that they are multiplied with.

    Parameters
    ----------
    images : (c, h, w, n), padding included; the windows are views of them, so they are read anew at every call
    weight_shape : (kh, kw, c / groups, c_out)
    geometry, groups : of the convolution

    Attributes
    ----------
    weights : what `product` multiplies
    gradient : what `find_gradient` finds, the gradients of weight and bias
    """

    def __init__(self, images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int) -> None:
        self.weights = WeightMatrix(weight_shape, groups, images.dtype)
        self._matrices = self.weights.matrices.swapaxes(1, 2)
        self._shape = *self._matrices.shape[:2], math.prod(geometry.output) * images.shape[3]
        self._by_rows = *self._matrices.shape[:2], geometry.output[0], -1
        windows = _windows(images, weight_shape, geometry, groups)
        first, *others = self._tiles = list(_tiles(windows, self.weights))
        self.gradient = first.gradient
        self._whole = not others
        self._laid_out = self.rows(first.dy) if self._whole else None

    @property
    def nbytes(self) -> int:
        """Memory for the pieces, which all share it."""
        first = self._tiles[0]
        return first.columns.nbytes + first.dy.nbytes

    def product(self) -> Array:
        """Return the weights times all columns, (c_out, positions) in memory."""
        first = self._tiles[0]
        if self._whole:
            first.room[...] = first.windows
            return self._matrices @ first.columns
        y = np.empty(self._shape, self._matrices.dtype)
        for tile in self._tiles:
            tile.room[...] = tile.windows
            np.matmul(self._matrices, tile.columns, out=y[:, :, tile.place])
        return y

    def find_gradient(self, dy: Array) -> Array | None:
        """Make `gradient` all columns times dy (n, oh, ow, c_out).

        Where there is but one tile, all of dy was laid out for it on the way: return its `rows` then, which are
        those of this dy until the next call.
        """
        for tile in self._tiles:
            tile.room[...] = tile.windows
            tile.dy[...] = dy[tile.part]
            for band, turned, product in tile.products:
                np.matmul(band, turned, product)
            if tile.gradient is not self.gradient:
                self.gradient.matrices += tile.gradient.matrices
        return self._laid_out

    def rows(self, dy: Array) -> Array:
        """Return dy (n, oh, ow, c_out) as the way back takes it, (groups, oh, filters, ow * n)."""
        return dy.swapaxes(0, 3).reshape(self._by_rows).swapaxes(1, 2)


def _tiles(windows: Array, weights: WeightMatrix) -> Iterator[Tile]:
    (groups, depth, filters), (oh, ow, n), dtype = weights.matrices.shape, windows.shape[4:], windows.dtype
    most = min(PRODUCT // (depth * filters), TILE // (depth * groups * dtype.itemsize)) // n
    pieces = [(rows, columns, n * len(rows) * len(columns)) for rows, columns in _pieces(oh, ow, most)]
    widest = max(width for _, _, width in pieces)
    room, room_for_dy = (matrices(groups, height, widest, dtype) for height in (depth, filters))
    gradient, more = weights.alike(), weights.alike()
    for rows, columns, width in pieces:
        start = n * (rows.start * ow + columns.start)
        part = slice(rows.start, rows.stop), slice(columns.start, columns.stop)
        yield Tile(
            windows[..., *part, :],
            (slice(None), *part) if len(pieces) > 1 else (...,),
            slice(start, start + width),
            room[:, :, :width],
            room_for_dy[:, :, :width],
            more if start else gradient,
        )


def _windows(images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int) -> Array:
    kh, kw, channels, _ = weight_shape
    down, right = geometry.rows, geometry.columns
    c, h, w, n = images.strides
    shape = (groups, channels, kh, kw, down.output, right.output, images.shape[3])
    steps = (channels * c, c, h * down.dilation, w * right.dilation, h * down.stride, w * right.stride, n)
    return np.ndarray(shape, images.dtype, images, 0, steps)


def _pieces(height: int, width: int, most: int) -> Iterator[tuple[range, range]]:
    """Cut a plane into whole rows, or into parts of a row where a row has more than `most` cells."""
    for rows in even_parts(height, most // width):
        for columns in even_parts(width, most):
            yield rows, columns
