"""Forward sums exactly as the steps of a pass show them: term after term, in plain float64, the bias last.

A matrix product adds in whatever order is fastest, and leaves 6e-17 where the terms cancel to 0. Here every sum starts
at 0, and its terms are multiplied and added one after another, so that each result is, to the bit, what a loop in
Python would give. What makes it fast is that all sums take their next term at once, whole planes of them. Multiplying
and adding are two calls, since one that does both might round only once, or add in pairs.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape
from cnnviz.engine.convolution import check_bias, convolution_geometry
from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.engine.pooling import pooling_geometry, window_counts
from cnnviz.engine.settings import Amounts, Padding, Pair, padding_numbers

BLOCK = 16_384  # sums that grow together: few enough that they and their next terms stay in the cache
FEW = 256  # sums that are faster one by one than together


@np.errstate(all="ignore")
def conv2d_in_order(
    x_pad: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Pair = 1,
    dilation: Pair = 1,
    groups: int = 1,
) -> Array:
    """Return what `conv2d` does, each sum added channel by channel, within a channel row by row, the bias last.

    **Shape**: x_pad ``(n, h, w, c_in)`` with its padding; weight, bias and result as in `conv2d`, always float64.

    Raises
    ------
    ValueError, TypeError
        As `conv2d` does.
    """
    x_pad, weight = _doubles(("x_pad", x_pad, 4), ("weight", weight, 4))
    geometry = convolution_geometry(
        x_pad.shape, weight.shape, stride=stride, dilation=dilation, groups=groups
    )
    kh, kw, depth, filters = weight.shape
    oh, ow = geometry.output
    y = np.zeros((groups, filters // groups, oh, ow * len(x_pad)))
    factors = weight.transpose(2, 0, 1, 3).reshape(depth * kh * kw, *y.shape[:2], 1, 1)
    images = x_pad.transpose(3, 1, 2, 0).reshape(groups, depth, *geometry.padded, -1)
    for rows in _parts(oh, BLOCK // (groups * y.shape[3])):
        cells = _cells(images, geometry, rows)
        for some in _parts(y.shape[1], BLOCK // y[:, 0, rows].size):
            _add_products(y[:, some, rows], cells, factors[:, :, some])
    y = y.reshape(filters, oh, ow, -1).transpose(3, 1, 2, 0)
    return y if bias is None else y + _bias(bias, y.shape)


@np.errstate(all="ignore")
def linear_in_order(x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> Array:
    """Return what `linear` does, each sum added in the order of the inputs, the bias last.

    **Shape** as `linear`, always float64.

    Raises
    ------
    ValueError
        For shapes that do not fit each other.
    """
    from cnnviz.engine.dense import check_inputs  # a start does not wait for it

    x, weight = _doubles(("x", x, 2), ("weight", weight, 2))
    check_inputs(x, weight)
    y = np.zeros((len(x), weight.shape[1]))
    if y.size < FEW:
        terms = np.zeros((*y.shape, len(weight) + 1))
        np.multiply(x[:, None], weight.T, out=terms[..., 1:])
        y[...] = np.add.accumulate(terms, axis=2)[..., -1]
    else:
        _add_products(y, x.T[:, :, None], weight[:, None])
    if bias is None:
        return y
    (bias,) = _doubles(("bias", bias, 1))
    same_shape("bias", bias, weight.shape[1:], "the outputs of the weight")
    return y + bias


@np.errstate(all="ignore")
def avg_pool2d_in_order(
    x_pad: ArrayLike,
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Return what `avg_pool2d` does, each mean the sum of ``x_pad * (1 / count)``, row by row through the window.

    **Shape**: x_pad ``(n, h, w, c)`` with its padding, of which `padding` says how much it is; result as in
    `avg_pool2d`, always float64.

    Raises
    ------
    ValueError
        As `avg_pool2d` does, and for an image that is nothing but padding.
    """
    (x_pad,) = _doubles(("x_pad", x_pad, 4))
    amounts = padding_numbers(padding)
    inner = _without_padding(x_pad.shape, amounts)
    geometry = pooling_geometry(inner, kernel_size, stride, amounts, ceil_mode=ceil_mode)
    images = np.ascontiguousarray(x_pad.transpose(3, 1, 2, 0))
    share = (1 / window_counts(geometry, count_include_pad))[:, :, None]
    y = np.zeros((len(images), *geometry.output, len(x_pad)))
    rows, columns = (axis.meetings(padding=count_include_pad) for axis in (geometry.rows, geometry.columns))
    for h, i in rows:
        for w, j in columns:
            y[:, h, w] += images[:, i, j] * share[h, w]
    return y.transpose(3, 1, 2, 0)


def _doubles(*named: tuple[str, ArrayLike, int | None]) -> list[Array]:
    return [array.astype(np.float64, copy=False) for array in floats(*named)]


def _parts(length: int, most: int) -> Iterator[slice]:
    size = max(most, 1)
    return (slice(start, min(start + size, length)) for start in range(0, length, size))


def _cells(images: Array, geometry: Geometry, rows: slice) -> list[Array]:
    """Return for each term what these rows of the output multiply by its weight, (groups, 1, rows, ow * n).

    So that they lie together in memory, the columns that each tap meets are copied beside each other.
    """
    groups, depth, _, _, n = images.shape
    down, right = geometry.rows, geometry.columns
    top, bottom = down.start(rows.start), down.start(rows.stop - 1) + down.extent
    beside = np.empty((right.kernel, groups, depth, bottom - top, right.output, n))
    for v in range(right.kernel):
        beside[v] = images[:, :, top:bottom, _seen(right, v, right.output)]
    beside = beside.reshape(*beside.shape[:4], -1)
    return [
        beside[v, :, None, k, _seen(down, u, rows.stop - rows.start)]
        for k in range(depth)
        for u in range(down.kernel)
        for v in range(right.kernel)
    ]


def _seen(axis: Axis, tap: int, windows: int) -> slice:
    """Return which cells the first windows see at a tap."""
    first = tap * axis.dilation
    return slice(first, first + axis.start(windows - 1) + 1, axis.stride)


def _add_products(y: Array, cells: Iterable[Array], factors: Array) -> None:
    total, term = np.zeros(y.shape), np.empty(y.shape)
    for cell, factor in zip(cells, factors, strict=True):
        np.multiply(cell, factor, out=term)
        total += term
    y[...] = total


def _bias(bias: ArrayLike, output: Sequence[int]) -> Array:
    (bias,) = _doubles(("bias", bias, None))
    check_bias(bias.shape, output)
    return bias


def _without_padding(x_pad_shape: Sequence[int], amounts: Amounts) -> tuple[int, ...]:
    n, h, w, c = x_pad_shape
    height, width = (size - sum(ends) for size, ends in zip((h, w), amounts, strict=True))
    if min(height, width) < 1:
        raise ValueError(f"x_pad of shape {tuple(x_pad_shape)} is nothing but padding, which is {amounts}")
    return n, height, width, c
