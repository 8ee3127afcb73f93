"""What is found out about an array by looking through it is found out once, whoever asks.

The arrays of a run cannot be written, so that what holds of one holds for as long as it lives. Views of the same
numbers count as one array: the only image of a batch, and the batch. What is asked most is how far the numbers go.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import ref

import numpy as np
from numpy.typing import NDArray

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
Look = Callable[Concatenate[NDArray[Any], Rest], Answer]

SMALL = 1024
"""So many numbers are looked through again sooner than they are remembered."""
_KNOWN: dict[int, tuple[ref[NDArray[Any]], dict[Any, Any]]] = {}  # by who owns the numbers


def once(look: Look[Rest, Answer]) -> Look[Rest, Answer]:
    """Have a function of an array remember what it has said of one that cannot be written."""

    @wraps(look)
    def remembering(array: NDArray[Any], *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if array.flags.writeable or array.size <= SMALL:
            return look(array, *args, **kwargs)
        answers = _answers(_owner(array))
        key = look, _place(array), args, tuple(kwargs.items())
        if key not in answers:
            answers[key] = look(array, *args, **kwargs)
        answer: Answer = answers[key]
        return answer

    return cast(Look[Rest, Answer], remembering)


def known(array: NDArray[Any]) -> int:
    """Return how much has been found out about an array's numbers and is remembered."""
    owner = _KNOWN.get(id(_owner(array)))
    return 0 if owner is None else len(owner[1])


def _answers(owner: NDArray[Any]) -> dict[Any, Any]:
    """Return what is known of an array's numbers, which is forgotten when they are gone."""
    mark = id(owner)
    if mark not in _KNOWN:
        _KNOWN.setdefault(mark, (ref(owner, lambda _: _forget(mark)), {}))
    return _KNOWN[mark][1]


def _forget(mark: int) -> None:
    """Forget what is known of the array with this identity, which another may have from now on."""
    _KNOWN.pop(mark, None)


def _owner(array: NDArray[Any]) -> NDArray[Any]:
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def _place(array: NDArray[Any]) -> tuple[Any, ...]:
    """Return where an array's numbers are, the same for all views of them that have but other axes of length 1."""
    axes = (axis for axis in zip(array.shape, array.strides, strict=True) if axis[0] != 1)
    return array.__array_interface__["data"][0], array.dtype, *axes


NOTHING = 1e-12
"""Of an array's largest number; what is smaller is left where terms cancel."""


@once
def extent(array: NDArray[np.floating]) -> tuple[float, float]:
    """Return the least and the largest of an array's finite numbers and 0."""
    low, high = array.min(initial=0), array.max(initial=0)
    if not (np.isfinite(low) and np.isfinite(high)):  # so that nothing is copied where nothing need be
        finite = array[np.isfinite(array)]
        low, high = finite.min(initial=0), finite.max(initial=0)
    return float(low), float(high)


def largest(array: NDArray[np.floating]) -> float:
    """Return the size of an array's largest finite number, 0 where there is none."""
    low, high = extent(array)
    return max(-low, high)
