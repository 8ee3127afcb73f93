"""How far the gradients of a convolution have come after the first n windows, for any n at once."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape
from cnnviz.engine.convolution import conv2d_backward, convolution_geometry
from cnnviz.engine.geometry import Pair


class PartialGradients:
    """The backward pass of a convolution, stopped after any number of windows.

    Windows come in row-major order over (sample, row, column). Only the rows of dy whose windows overlap the last one
    are worked on anew: what lies above them is final, what lies below is still zero, and dweight and dbias are
    kept for the beginning of every row. As the backward pass is linear in dy, windows to come count as dy = 0.

    Parameters
    ----------
    dy : (n, oh, ow, c_out), the gradient of the output
    x_pad : (n, h, w, c_in), padding included
    weight : (kh, kw, c_in / groups, c_out)
    stride, dilation, groups : as in `conv2d`

    Raises
    ------
    ValueError, TypeError
        As `conv2d_backward` does.
    """

    def __init__(
        self,
        dy: ArrayLike,
        x_pad: ArrayLike,
        weight: ArrayLike,
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        groups: int = 1,
    ) -> None:
        arrays = floats(("dy", dy, 4), ("x_pad", x_pad, 4), ("weight", weight, 4))
        self._dy, self._x, self._weight = (a.copy() for a in arrays)
        geometry = convolution_geometry(
            self._x.shape, self._weight.shape, stride=stride, dilation=dilation, groups=groups
        )
        same_shape(
            "dy", self._dy, (len(self._x), *geometry.output, self._weight.shape[3]), "the shape of the output"
        )
        self._settings: dict[str, Any] = {"stride": stride, "dilation": dilation, "groups": groups}
        self._rows = geometry.rows
        self.windows = self._dy[..., 0].size

    @np.errstate(all="ignore")
    def __call__(self, windows: int, filters: int = 0) -> tuple[Array, Array, Array]:
        """Return dx_pad, dweight and dbias after so many windows, and so many filters of the next one.

        Raises
        ------
        ValueError
            For a number of windows or filters that there is not.
        """
        _, height, width, channels = self._dy.shape
        if not 0 <= windows <= self.windows or not 0 <= filters <= channels * (windows < self.windows):
            raise ValueError(f"window {windows}, filter {filters} lies outside {self.windows} x {channels}")
        if windows == self.windows:
            return self._final[0].copy(), self._before[-1][0].copy(), self._before[-1][1].copy()
        row, column = divmod(windows, width)
        sample, last = divmod(row, height)
        first = max(last - (self._rows.extent - 1) // self._rows.stride, 0)
        dy = self._dy[sample, first : last + 1].copy()
        dy[-1, column, filters:] = 0
        dy[-1, column + 1 :] = 0
        dx, dweight, dbias = self._band(dy, sample, first)
        weight_before, bias_before = self._before[sample * height + first]
        return self._assemble(dx, sample, first, last), weight_before + dweight, bias_before + dbias

    def _assemble(self, band: Array, sample: int, first: int, last: int) -> Array:
        """Join what is final, what is on its way and what is still zero."""
        start, new = last * self._rows.stride, (last - first) * self._rows.stride
        dx = np.zeros_like(self._x)
        dx[:sample] = self._final[0][:sample]
        dx[sample, :start] = self._final[0][sample, :start]
        dx[sample, start : start + self._rows.extent] = band[0, new:]
        return dx

    def _band(self, dy: Array, sample: int, first: int) -> tuple[Array, Array, Array]:
        start, stop = first * self._rows.stride, (first + len(dy) - 1) * self._rows.stride + self._rows.extent
        return conv2d_backward(
            dy[None], self._x[sample : sample + 1, start:stop], self._weight, **self._settings
        )

    @cached_property
    def _final(self) -> tuple[Array, Array, Array]:
        return conv2d_backward(self._dy, self._x, self._weight, **self._settings)

    @cached_property
    def _before(self) -> Sequence[tuple[Array, Array]]:
        """dweight and dbias before each row of windows, and after the last."""
        sums = [(np.zeros_like(self._weight), np.zeros_like(self._dy[0, 0, 0]))]
        for sample, image in enumerate(self._dy):
            for row in range(len(image)):
                _, dweight, dbias = self._band(image[row : row + 1], sample, row)
                sums.append((sums[-1][0] + dweight, sums[-1][1] + dbias))
        return sums
