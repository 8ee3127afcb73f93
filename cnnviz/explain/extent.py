"""How far an array's numbers go: its ends, and which of them may be the widest in print."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.run.looked_through import once

EXPONENT_FROM = 1e6
"""Larger numbers are written with an exponent."""
POSITIONAL_FROM = 0.95e-2
"""Numbers that would round to nothing are written with an exponent where they are smaller than this."""
_NOISE = 1e-9  # what is smaller comes of rounding
_LONGEST = 1.2345678  # no digit of it can be left out


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


@once
def wide(array: NDArray[np.floating]) -> tuple[float, ...]:
    """Return which of an array's sizes may be the widest in print.

    They are the least of all and of those without an exponent, the largest without one, of all and of those with
    decimals, and for one with an exponent the longest that it can be.
    """
    sizes = np.abs(array[np.isfinite(array)])
    sizes = sizes[sizes >= _NOISE]
    plain = sizes[(sizes < EXPONENT_FROM) & (sizes >= POSITIONAL_FROM)]
    broken = plain[plain != np.rint(plain)]
    picks = (np.min, sizes), (np.min, plain), (np.max, plain), (np.max, broken)
    found = {float(pick(some)) for pick, some in picks if some.size}
    most = float(sizes.max(initial=0))
    if most >= EXPONENT_FROM:
        found.add(_LONGEST * 10 ** np.floor(np.log10(most)))
    return tuple(sorted(found))
