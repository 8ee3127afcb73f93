"""What every operation asks of the arrays it is given: numbers, the right rank, and something in them."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]

_FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
_BITS = {8: np.int64, 4: np.int32}


def floats(*named: tuple[str, ArrayLike, int | None]) -> list[Array]:
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
    if _are_ready(named, getattr(named[0][1], "dtype", None)):
        return [values for _, values, _ in named]  # type: ignore[misc]  # _are_ready saw that they are arrays
    arrays = [_numbers(name, values, rank) for name, values, rank in named]
    floating = {a.dtype for a in arrays if a.dtype.kind == "f"}
    single = floating == {_FLOATS[1]}
    return [a.astype(_FLOATS[single], copy=False) for a in arrays]


def same_shape(name: str, array: Array, shape: Sequence[int], reason: str) -> None:
    """Refuse an array whose shape does not follow from the others."""
    if array.shape != tuple(shape):
        raise ValueError(f"{name} of shape {array.shape} does not match {tuple(shape)}, {reason}")


def one_of(name: str, value: str, choices: Sequence[str]) -> None:
    """Refuse a word that is not among `choices`."""
    if value not in choices:
        raise ValueError(f"{name} {value!r} is not one of {', '.join(map(repr, choices))}")


def bits(values: Array) -> Array:
    """Return the same memory as integers, for masks: there, nothing times infinity is nothing, not NaN."""
    return values.view(_BITS[values.itemsize])


def _are_ready(named: Sequence[tuple[str, ArrayLike, int | None]], dtype: object) -> bool:
    if dtype is not _FLOATS[0] and dtype is not _FLOATS[1]:
        return False
    for _, values, rank in named:
        if type(values) is not np.ndarray or values.dtype is not dtype or not values.size:
            return False
        if values.ndim != rank and rank is not None:
            return False
    return True


def _numbers(name: str, values: ArrayLike, rank: int | None) -> Array:
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} holds {array.dtype}, but only real numbers can be computed with")
    if rank is not None and array.ndim != rank:
        raise ValueError(f"{name} of shape {array.shape} has {array.ndim} axes instead of {rank}")
    if array.size == 0:
        raise ValueError(f"{name} of shape {array.shape} is empty")
    return array
