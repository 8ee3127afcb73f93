"""What every operation asks of the arrays it is given: numbers, the right rank, and something in them."""

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]
Shape: TypeAlias = tuple[int, ...]
"""(height, width, channels) of an image, or (units,) of a list of numbers."""

_FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
_BITS = {8: np.int64, 4: np.int32}


def floats(*named: tuple[str, ArrayLike, int | None]) -> Sequence[Array]:
    """Return the arrays of ``(name, values, rank)`` in one floating type, which is what they are computed in.

    That is float32 where every floating array is float32, and float64 otherwise; integers and booleans
    follow. An array that has the type already is returned as it is, whatever its strides. Rank None accepts
    any.

    Raises
    ------
    TypeError
        For anything but real numbers.
    ValueError
        For another rank, or an array without elements.
    """
    if _are_ready(named):
        return [values for _, values, _ in named]  # type: ignore[misc]  # they are arrays
    names, given, ranks = zip(*named, strict=True)
    arrays = _of_one_type(names, given)
    for name, array, rank in zip(names, arrays, ranks, strict=True):
        check_shape(name, array.shape, rank)
    return arrays


def of_one_type(names: Sequence[str], *arrays: ArrayLike) -> Sequence[Array]:
    """Return arrays in one floating type as `floats` does, of any shape: for those who know the shapes that fit."""
    return arrays if _have_one_type(arrays) else _of_one_type(names, arrays)  # type: ignore[return-value]  # they are


def check_shape(name: str, shape: tuple[int, ...], rank: int | None) -> None:
    """Refuse another rank, and an array without elements."""
    if rank is not None and len(shape) != rank:
        raise ValueError(f"{name} of shape {shape} has {len(shape)} axes instead of {rank}")
    if 0 in shape:
        raise ValueError(f"{name} of shape {shape} is empty")


def same_shape(name: str, array: Array, shape: Sequence[int], reason: str) -> None:
    """Refuse an array whose shape does not follow from the others."""
    if array.shape != tuple(shape):
        raise ValueError(f"{name} of shape {array.shape} does not match {tuple(shape)}, {reason}")


def one_of(name: str, value: str, choices: Collection[str]) -> None:
    """Refuse a word that is not among `choices`."""
    if value not in choices:
        raise ValueError(f"{name} {value!r} is not one of {', '.join(map(repr, choices))}")


def frozen(array: ArrayLike) -> Array:
    """Return a read-only copy in float64; what is one already, and its own, is shared."""
    if type(array) is np.ndarray and _is_frozen(array):
        return array
    result = np.array(array, np.float64)
    result.setflags(write=False)
    return result


def _is_frozen(array: Array) -> bool:
    return not array.flags.writeable and array.base is None and array.dtype is _FLOATS[0]


def kept(values: Array, mask: Array) -> Array:
    """Return the values where the mask says, and 0 elsewhere, even in place of NaN and infinity.

    So it multiplies bits: as integers, nothing times anything is nothing.
    """
    bits = mask.astype(_BITS[values.itemsize])
    bits *= values.view(bits.dtype)
    return bits.view(values.dtype)


def _are_ready(named: Sequence[tuple[str, ArrayLike, int | None]]) -> bool:
    dtype = getattr(named[0][1], "dtype", None)
    if dtype is not _FLOATS[0] and dtype is not _FLOATS[1]:
        return False
    for _, array, rank in named:
        if type(array) is not np.ndarray or array.dtype is not dtype or not array.size:
            return False
        if rank != array.ndim and rank is not None:
            return False
    return True


def _have_one_type(values: Sequence[ArrayLike]) -> bool:
    dtype = getattr(values[0], "dtype", None)
    if dtype is not _FLOATS[0] and dtype is not _FLOATS[1]:
        return False
    for array in values:  # noqa: SIM110  # twice as fast as all(...), and every call comes by here
        if type(array) is not np.ndarray or array.dtype is not dtype:
            return False
    return True


def _of_one_type(names: Sequence[str], values: Sequence[ArrayLike]) -> Sequence[Array]:
    arrays = [_numbers(name, given) for name, given in zip(names, values, strict=True)]
    floating = {a.dtype for a in arrays if a.dtype.kind == "f"}
    single = floating == {_FLOATS[1]}
    with np.errstate(all="ignore"):  # a larger type may hold larger numbers
        return [a.astype(_FLOATS[single], copy=False) for a in arrays]


def _numbers(name: str, values: ArrayLike) -> Array:
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} holds {array.dtype}, but only real numbers can be computed with")
    return array
