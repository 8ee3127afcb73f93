"""The number that nobody is to see: it stands where a true one is hidden, and all that is worked out with it is hidden.

It is a NaN of its own kind. Processors hand such a mark on through sums and products, so that a view that only ever
gets this number can give nothing away, whatever it does with it; where it comes to writing, it is a "?".
"""

import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

MARK = "?"
"""How a hidden number is written."""
_KIND = 0x2A5F1  # behind the bits that all quiet NaNs have; it survives in single precision
_DOUBLE_SHIFT = 29
HIDDEN: float = struct.unpack("<d", struct.pack("<Q", 0x7FF8 << 48 | _KIND << _DOUBLE_SHIFT))[0]
"""What stands for a hidden number."""


def is_hidden(value: float) -> bool:
    """Return whether a number is a hidden one, or was worked out with one."""
    if value == value:
        return False
    (bits,) = struct.unpack("<Q", struct.pack("<d", value))
    return bool(bits >> _DOUBLE_SHIFT & 0x3FFFFF == _KIND)


def hidden_among(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where numbers are hidden."""
    nowhere = np.isnan(values)
    if nowhere.any():
        bits = np.ascontiguousarray(values, np.float64).view(np.uint64)
        nowhere &= bits >> np.uint64(_DOUBLE_SHIFT) & np.uint64(0x3FFFFF) == _KIND
    return np.asarray(nowhere, np.bool_)


def not_a_number(value: float) -> str:
    """Return how a NaN is written: what is hidden has its mark."""
    return MARK if is_hidden(value) else "nan"
