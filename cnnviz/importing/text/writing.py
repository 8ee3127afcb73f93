"""Arrays as text that reads back bit for bit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.hidden import not_a_number


def table_text(array: NDArray[Any], between: str = "\t") -> str:
    """Return an array as text that reads back bit for bit, with an empty line before each channel but the first.

    What has more than two axes is written plane by plane, the last axis slowest.
    """
    array = np.asarray(array, float)
    if array.ndim < 3:
        return _plane_text(np.atleast_2d(array), between)
    planes = array.reshape(*array.shape[:2], -1, order="F")
    return "\n".join(_plane_text(planes[..., channel], between) for channel in range(planes.shape[2]))


def _plane_text(plane: NDArray[np.float64], between: str) -> str:
    return "".join(between.join(map(_text, row)) + "\n" for row in plane.tolist())


def _text(value: float) -> str:
    return repr(value).removesuffix(".0") if value == value else not_a_number(value)
