"""How far an array's numbers go."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.run.looked_through import once

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
