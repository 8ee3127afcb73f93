"""What is found out about an array by looking through it is found out once, whoever asks.

The arrays of a run cannot be written, so that what holds of one holds for as long as it lives. Views of the same
numbers count as one array: the only image of a batch, and the batch.
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
