"""Weight and bias of a convolution as one matrix: a row for each cell of a window, the last for the bias.

A 3x3 kernel and its bias are one column; another filter would be the column beside it:

    kernel  1 2 3   bias  10   matrix  | 1 2 3 4 5 6 7 8 9 10 |ᵀ
            4 5 6
            7 8 9

>>> room = WeightMatrix((3, 3, 1, 1), groups=1, dtype=np.dtype(float))
>>> room.taps[...] = np.arange(1.0, 10).reshape(3, 3, 1, 1)
>>> room.bias[...] = 10
>>> print(room.matrices[0].T)
[[ 1.  2.  3.  4.  5.  6.  7.  8.  9. 10.]]
"""

from collections.abc import Sequence

import numpy as np


class WeightMatrix:
    """Room for the matrix, and views of it in all shapes that it is known by, so that nothing is reshaped later.

    Parameters
    ----------
    shape : (kh, kw, c / groups, c_out)
    groups : of the convolution

    Attributes
    ----------
    taps, bias : in the shapes of weight and bias
    matrices : (groups, depth + 1, filters)
    """

    def __init__(self, shape: Sequence[int], groups: int, dtype: np.dtype[np.floating]) -> None:
        self._made_of = shape, groups, dtype
        kh, kw, channels, filters = shape
        depth = kh * kw * channels
        memory = np.zeros((depth + 1, filters), dtype)
        self.taps = memory[:-1].reshape(channels, kh, kw, filters).transpose(1, 2, 0, 3)
        self.bias = memory[-1]
        self.matrices = memory.reshape(depth + 1, groups, -1).swapaxes(0, 1)

    def alike(self) -> "WeightMatrix":
        """Return room of its own for another of this kind."""
        return WeightMatrix(*self._made_of)
