"""Weight and bias of a convolution as one matrix: a row for each cell of a window, the last for the bias."""

from collections.abc import Sequence

import numpy as np


class Weights:
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

    def alike(self) -> "Weights":
        """Return room of its own for another of this kind."""
        return Weights(*self._made_of)
