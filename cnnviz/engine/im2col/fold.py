"""The way back from windows to images: what every window gives to its cells, added up cell by cell.

A kernel and the dy of its four windows over a 3x3 image. For each tap, all windows' dy times its weight is a plane,
and the plane lies as far down and to the right as the tap does in its window; dx is the sum of the planes:

    kernel  1 2   dy    1   10       1   10  .   .   2   20     .    .  .   .   .    .
            3 4       100 1000     100 1000  .   . 200 2000     3   30  .   .   4   40
                                     .    .  .   .   .    .   300 3000  .   . 400 4000

>>> from cnnviz.engine.geometry import window_geometry
>>> folds = Folds(np.zeros((1, 3, 3, 1)), (2, 2, 1, 1), window_geometry((3, 3), 2), groups=1)
>>> rows = np.array([1.0, 10, 100, 1000]).reshape(1, 2, 1, 2)
>>> print(folds.total(np.arange(1.0, 5).reshape(1, 1, 4, 1), rows).reshape(3, 3).astype(int))
[[   1   12   20]
 [ 103 1234 2040]
 [ 300 3400 4000]]
"""

from collections.abc import Sequence

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Geometry
from cnnviz.engine.im2col.memory import aligned, even_parts, pitch

PIECE = 1_000_000  # bytes


class Folds:
    """All of the output on its way back, some rows and channels at a time; the parameters are those of `Fold`.

    Pieces of rows overlap, and there the work is done twice; so a piece has few channels rather than few rows.
    """

    def __init__(self, images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int) -> None:
        kh, kw, channels, filters = weight_shape
        self._taps, self._stride = kh * kw, geometry.rows.stride
        self._grouped = (groups, channels, *images.shape[1:])
        row = kh * kw * groups * images[0, 0].nbytes * self._stride
        rows = even_parts(geometry.rows.output, PIECE // row)
        some = even_parts(channels, PIECE // (row * len(rows[0])))
        self._kinds = {
            size: Fold(images, (kh, kw, size[1], filters), geometry, groups, size[0])
            for size in {(len(r), len(c)) for r in rows for c in some}
        }
        self._pieces = [(r, c, self._kinds[len(r), len(c)]) for r in rows for c in some]

    @property
    def nbytes(self) -> int:
        """Memory for the pieces."""
        return sum(fold.spread.nbytes for fold in self._kinds.values())

    def total(self, weight: Array, dy: Array) -> Array:
        """Return what dy ``(groups, oh, filters, ow * n)`` gives to dx_pad, (c, h, w, n) in memory.

        The weight is ``(groups, 1, depth, filters)``, its depth channels and taps.
        """
        _, _, first = self._pieces[0]
        if first.shape == self._grouped:
            return first.total(weight, dy)
        dx_pad = np.zeros(self._grouped, dy.dtype)
        for rows, channels, fold in self._pieces:
            taps = slice(channels.start * self._taps, channels.stop * self._taps)
            top = rows.start * self._stride
            part = dx_pad[:, channels.start : channels.stop, top : top + fold.shape[2]]
            part += fold.total(weight[:, :, taps], dy[:, rows.start : rows.stop]).reshape(fold.shape)
        return dx_pad


class Fold:
    """Some rows of the output on their way back: spread out what each tap gives, shift it into place, add it up.

    For every tap there is a plane as wide as the padded images, in which the product of weight and dy lies as far
    apart as the stride says. Behind each row come as many zeros as a window reaches, so that a tap may be read
    shifted by its own distance: what leaves a row on one side lands on the zeros of its neighbour. Shifted so,
    the planes of all taps are one view, and the gradient is its sum. The zeros are never written to.

    Parameters
    ----------
    images : (c, h, w, n), padding included; only the type and the last two axes count
    weight_shape : (kh, kw, channels, c_out), where it may be for some of the channels of each group
    geometry, groups : of the convolution
    rows : how many rows of the output come back at once
    """

    def __init__(
        self, images: Array, weight_shape: Sequence[int], geometry: Geometry, groups: int, rows: int
    ) -> None:
        down, right = geometry.rows, geometry.columns
        kh, kw, channels, _ = weight_shape
        _, _, width, n = images.shape
        depth, dtype, cell = kh * kw * channels, images.dtype, n * images.itemsize
        row, height = width * cell, (rows - 1) * down.stride + down.extent
        front = pitch((down.extent - 1) * row + (right.extent - 1) * cell)
        plane = pitch(front + height * row)
        self.shape = (groups, channels, height, width, n)
        self.spread = aligned(groups * depth * plane, dtype)

        places = (groups, rows, depth, right.output, n)
        apart = (depth * plane, down.stride * row, plane, right.stride * cell, dtype.itemsize)
        self._places = np.ndarray(places, dtype, self.spread, front, apart)
        self._joined = (
            self._places.reshape(*places[:3], -1) if right.stride == 1 or right.output == 1 else None
        )

        shape = (groups * channels, kh, kw, height * width * n)
        tap_below, next_tap = kw * plane - down.dilation * row, plane - right.dilation * cell
        steps = (kh * kw * plane, tap_below, next_tap, dtype.itemsize)
        self._shifted = np.ndarray(shape, dtype, self.spread, front, steps)

    def total(self, weight: Array, dy: Array) -> Array:
        """Return what dy ``(groups, rows, filters, ow * n)`` gives to the rows of dx_pad it meets."""
        if self._joined is None:
            self._places[...] = (weight @ dy).reshape(self._places.shape)
        else:
            np.matmul(weight, dy, out=self._joined)
        total: Array = np.add.reduce(self._shifted, (1, 2))
        return total
