"""The way forward from images to windows: copied, piece by piece, they are the columns of a matrix.

Below each window stands a one, which meets the bias in the weight's matrix: so one product makes the output, and one
the gradients of weight and bias. A piece is so small that its columns stay in the cache until they are multiplied.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Geometry
from cnnviz.engine.memory import even_parts, matrices

PIECE = 500_000  # bytes
PRODUCT = 1_000_000  # multiplications: OpenBLAS multiplies smaller matrices without packing them first,
RESULT = 1_200  # and with one of them turned, only where the product has no more elements than this


class Tile(NamedTuple):
    """Some windows of the padded images, their place in the output, and where they are worked on.

    `room` is `columns` in the shape of `windows`, and `bands` are they a few rows at a time; `turned` is `dy` turned.
    """

    windows: Array
    place: slice
    room: Array
    columns: Array
    bands: Array
    dy: Array
    turned: Array
    slopes: Array


class Columns:
    """All windows of a convolution.

    Parameters
    ----------
    images : (c, h, w, n), padding included; the windows are views of them, so they are read anew at every call
    weight_shape : (kh, kw, c / groups, c_out)
    geometry, groups : of the convolution
    """

    def __init__(self, images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int) -> None:
        self._depth, self._filters = math.prod(weight_shape[:3]) + 1, weight_shape[3] // groups
        self._shape = groups, self._filters, math.prod(geometry.output) * images.shape[3]
        self._dtype = images.dtype
        self.tiles = list(self._tiles(_windows(images, weight_shape, geometry, groups)))
        self.slopes = self.tiles[0].slopes.reshape(groups, -1, self._filters)[:, : self._depth]

    @property
    def nbytes(self) -> int:
        """Memory for the pieces, which all share it."""
        tile = self.tiles[0]
        return tile.columns.nbytes + tile.dy.nbytes + 2 * tile.slopes.nbytes

    def product(self, matrix: Array) -> Array:
        """Return the matrix ``(groups, filters, depth + 1)`` times all columns, (groups, filters, positions)."""
        y = np.empty(self._shape, self._dtype)
        for tile in self.tiles:
            tile.room[...] = tile.windows
            np.matmul(matrix, tile.columns, out=y[:, :, tile.place])
        return y

    def find_slopes(self, dy: Array) -> None:
        """Make `slopes` all columns times dy ``(groups, filters, positions)``, (groups, depth + 1, filters)."""
        total = self.tiles[0].slopes
        for tile in self.tiles:
            tile.room[...] = tile.windows
            tile.dy[...] = dy[:, :, tile.place]
            np.matmul(tile.bands, tile.turned, out=tile.slopes)
            if tile.slopes is not total:
                total += tile.slopes

    def _tiles(self, windows: Array) -> Iterator[Tile]:
        (groups, filters, _), depth, (oh, ow, n) = self._shape, self._depth, windows.shape[4:]
        most = min(PRODUCT // (depth * filters), PIECE // (depth * groups * self._dtype.itemsize)) // n
        pieces = [(r, c, len(r) * len(c) * n) for r, c in _pieces(oh, ow, most)]
        widest = max(width for _, _, width in pieces)
        bands = -(-depth * filters // RESULT)
        high = -(-depth // bands)  # some rows of ones make up the number
        memory = matrices(groups, bands * high, widest, self._dtype)
        room_for_dy = matrices(groups, filters, widest, self._dtype)
        slopes, more = (np.zeros((groups, bands, high, filters), self._dtype) for _ in range(2))
        for r, c, width in pieces:
            view = windows[..., r.start : r.stop, c.start : c.stop, :]
            start = (r.start * ow + c.start) * n
            columns, dy = memory[:, :, :width], room_for_dy[:, :, :width]
            yield Tile(
                windows=view,
                place=slice(start, start + width),
                room=columns[:, : depth - 1].reshape(view.shape),
                columns=columns[:, :depth],
                bands=columns.reshape(groups, bands, high, width),
                dy=dy,
                turned=dy.transpose(0, 2, 1)[:, None],
                slopes=more if start else slopes,
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
