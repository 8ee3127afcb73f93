"""Numbers and arrays as JSON has them, and back, bit for bit: what JSON has no number for is a word.

>>> plain_number(float("inf")), plain_number(-0.0), plain_number(0.1)
('Infinity', '-0.0', 0.1)
"""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.experiment.arrays import Array
from cnnviz.importing.sentences import times
from cnnviz.importing.source import Refused

WORDS = r"^(?:NaN(?::[0-9a-f]{16})?|-?Infinity|-0\.0)$"
"""The pattern of the words: a NaN that is not the usual one has its bits behind it."""
_NAN = 0x7FF8_0000_0000_0000


def plain_number(value: float) -> float | str:
    """Return a number, or the word for it."""
    value = float(value)
    if value != value:
        (bits,) = struct.unpack(">Q", struct.pack(">d", value))
        return "NaN" if bits == _NAN else f"NaN:{bits:016x}"
    if value in (np.inf, -np.inf):
        return "Infinity" if value > 0 else "-Infinity"
    return "-0.0" if value == 0 and np.signbit(value) else value


def number(plain: float | str) -> float:
    """Return the number that stands in a file."""
    if isinstance(plain, str) and plain.startswith("NaN:"):
        (value,) = struct.unpack(">d", bytes.fromhex(plain[4:]))
        return float(value)
    return float(plain)


def plain_rows(array: Array) -> list[Any]:
    """Return an array as nested lists."""
    special = ~np.isfinite(array) | ((array == 0) & np.signbit(array))
    if not special.any():
        return list(array.tolist())
    words = array.astype(object)
    for at in zip(*np.nonzero(special), strict=True):
        words[at] = plain_number(array[at])
    return list(words.tolist())


def array_of(rows: Sequence[Any], where: str, rank: int) -> Array:
    """Return nested lists as an array of so many axes.

    Raises
    ------
    Refused
        With where it is, for a list that is longer or shorter than those beside it, or empty.
    """
    _check(rows, where, rank)
    try:
        return frozen(np.array(rows, np.float64))
    except ValueError:  # among them are words that NumPy does not know
        return frozen(np.array(_numbers(rows), np.float64))


def repeated(value: float, shape: Sequence[int]) -> Array:
    """Return an array that is one number everywhere, and takes the memory of one."""
    return np.broadcast_to(np.float64(value), tuple(shape))


def is_repeated(array: Array) -> bool:
    """Return whether an array is one number everywhere, and takes the memory of one."""
    return array.size > 1 and not any(array.strides)


def _check(rows: Any, where: str, rank: int) -> Shape:
    """Return the shape of nested lists."""
    if isinstance(rows, list) != (rank > 0):
        raise Refused(f"{where} is {'one number' if rank else 'a list'} among what is not")
    if rank == 0:
        return ()
    if not rows:
        raise Refused(f"{where} is an empty list, and at least one number is needed")
    if rank == 1:
        wrong = next((k for k, value in enumerate(rows) if isinstance(value, list)), None)
        if wrong is not None:
            raise Refused(f"{where}[{wrong}] is a list among numbers")
        return (len(rows),)
    first = _check(rows[0], f"{where}[0]", rank - 1)
    for at in range(1, len(rows)):
        shape = _check(rows[at], f"{where}[{at}]", rank - 1)
        if shape != first:
            raise Refused(
                f"{where}[{at}] is {_sized(shape)}, and {where}[0] is {_sized(first)}: they have to be alike"
            )
    return (len(rows), *first)


def _sized(shape: Shape) -> str:
    return f"{shape[0]} long" if len(shape) == 1 else times(shape)


def _numbers(rows: Any) -> Any:
    return [_numbers(row) for row in rows] if isinstance(rows, list) else number(rows)
