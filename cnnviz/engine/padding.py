"""Padding in four modes, and its backward pass, which folds the padding back onto its sources."""

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.engine.arrays import Array, floats, one_of
from cnnviz.engine.settings import Amounts, Padding, padding_numbers

PaddingMode: TypeAlias = Literal["zeros", "reflect", "replicate", "circular"]

MODES: tuple[PaddingMode, ...] = ("zeros", "reflect", "replicate", "circular")


def pad2d(x: ArrayLike, padding: Padding, mode: PaddingMode = "zeros") -> Array:
    """Surround each image by a border.

    Parameters
    ----------
    x : array
    padding : an int, ``(rows, columns)`` or ``((top, bottom), (left, right))``
    mode
        ``"zeros"``; ``"reflect"``, a mirror on the outermost cell; ``"replicate"``, the outermost cell again;
        ``"circular"``, the opposite side.

    Returns
    -------
    array, a new one

    **Shape**: x ``(n, h, w, c)``, result ``(n, top + h + bottom, left + w + right, c)``.

    Raises
    ------
    ValueError
        For reflect padding beyond size - 1, circular padding beyond size, or an unknown mode.
    """
    (x,) = floats(("x", x, 4))
    amounts = padding_numbers(padding)
    if mode == "zeros":
        check_mode((x.shape[1], x.shape[2]), amounts, mode)
        (top, bottom), (left, right) = amounts
        n, h, w, c = x.shape
        y = np.zeros((n, top + h + bottom, left + w + right, c), x.dtype)
        y[:, top : top + h, left : left + w] = x
        return y
    rows, columns = _sources((x.shape[1], x.shape[2]), amounts, mode)
    return x[:, rows[:, None], columns]


@np.errstate(all="ignore")
def pad2d_backward(dy: ArrayLike, padding: Padding, mode: PaddingMode = "zeros") -> Array:
    """Return the gradient of `pad2d` with respect to x.

    Each cell of x collects the gradients of all its copies: ``dx[i]`` is the sum of ``dy[p]`` over all p with
    ``source(p) = i``. With zeros that is the crop.

    **Shape**: dy ``(n, top + h + bottom, left + w + right, c)``, result ``(n, h, w, c)``.

    Raises
    ------
    ValueError
        When no input has a padded shape like that of `dy`.
    """
    (dy,) = floats(("dy", dy, 4))
    (top, bottom), (left, right) = amounts = padding_numbers(padding)
    h, w = dy.shape[1] - top - bottom, dy.shape[2] - left - right
    if h < 1 or w < 1:
        raise ValueError(f"dy of shape {dy.shape} is nothing but padding: the padding is {amounts}")
    check_mode((h, w), amounts, mode)
    dx = dy[:, top : top + h, left : left + w].copy()
    if mode == "zeros":
        return dx
    return _fold(_fold(dy, 1, (top, bottom), mode), 2, (left, right), mode)


def source_indices(size: int, before: int, after: int, mode: PaddingMode) -> NDArray[np.intp]:
    """Return for each index of a padded axis the index of the input that it copies, or -1 for a zero.

    **Shape**: ``(before + size + after,)``.

    Raises
    ------
    ValueError
        For reflect padding beyond size - 1, circular padding beyond size, or an unknown mode.
    """
    one_of("padding_mode", mode, MODES)
    _check_axis(size, (before, after), mode)
    index = np.arange(-before, size + after)
    if mode == "replicate":
        return np.clip(index, 0, size - 1)
    if mode == "circular":
        return index % size
    if mode == "reflect":
        return np.asarray(size - 1 - np.abs(size - 1 - np.abs(index)))
    return np.where((index >= 0) & (index < size), index, -1)


def check_mode(shape: tuple[int, int], amounts: Amounts, mode: str) -> None:
    """Refuse an unknown mode, and a padding that has nothing to copy."""
    one_of("padding_mode", mode, MODES)
    for size, ends in zip(shape, amounts, strict=True):
        _check_axis(size, ends, mode)


def _check_axis(size: int, ends: tuple[int, int], mode: str) -> None:
    limit = {"reflect": size - 1, "circular": size}.get(mode)
    if limit is not None and max(ends) > limit:
        rule = "size - 1" if mode == "reflect" else "size"
        raise ValueError(
            f"{mode} padding {max(ends)} is more than {rule} = {limit} of an axis of {size} cells"
        )


def _sources(
    shape: tuple[int, int], amounts: Amounts, mode: PaddingMode
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    rows, columns = (source_indices(n, *ends, mode) for n, ends in zip(shape, amounts, strict=True))
    return rows, columns


def _fold(dy: Array, axis: int, ends: tuple[int, int], mode: PaddingMode) -> Array:
    before, after = ends
    size = dy.shape[axis] - before - after
    source = source_indices(size, before, after, mode)
    folded = np.moveaxis(dy, axis, 0)
    dx = folded[before : before + size].copy()
    for p in (*range(before), *range(before + size, len(folded))):
        dx[source[p]] += folded[p]
    return np.moveaxis(dx, 0, axis)
