"""Pooling window by window, forward: the largest value, or the mean."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from cnnviz.engine import avg_pool2d, max_pool2d
from cnnviz.engine.arrays import one_of
from cnnviz.engine.geometry import Padding, Pair
from cnnviz.engine.pooling import TIES, Ties
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.pooling.windows import AXES, Winners, pool_layout, share, winners
from cnnviz.trace.steps import Array, Cell, Combine
from cnnviz.trace.tables import Access, Statement, as_floats


class MaxPoolForward(LoopNest):
    """Keep the largest value of each window: ``y[h,w,c] = max of x_pad[window, c]``; a NaN wins.

    One step is one output cell, in the order row, column, channel; its terms go row by row through the
    window.

    Parameters
    ----------
    x_pad : (n, h, w, c), padded with -inf
    kernel_size, stride, dilation, ceil_mode : as in `max_pool2d`
    padding : how much of x_pad is padding: an int, ``(rows, columns)`` or ``((top, bottom), (left, right))``
    ties : which of several equal cells `winners` and `mask` name
    sample : the image that is followed
    channels : the channels that are followed, or None for all
    """

    def __init__(
        self,
        x_pad: Array,
        kernel_size: Pair,
        *,
        stride: Pair | None = None,
        padding: Padding = 0,
        dilation: Pair = 1,
        ceil_mode: bool = False,
        ties: Ties = "first",
        sample: int = 0,
        channels: Sequence[int] | None = None,
    ) -> None:
        one_of("ties", ties, TIES)
        self._layout = layout = pool_layout(
            x_pad.shape,
            kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            ceil_mode=ceil_mode,
            sample=sample,
            channels=channels,
        )
        self._ties = ties
        statement = Statement(Access("y", "nhwc"), (Access("x_pad", "nijc"),), layout.tables(), Combine.MAX)
        super().__init__({"x_pad": as_floats(x_pad)}, layout.loops, AXES, [statement])

    def _finished(self) -> Mapping[str, Array]:
        x, rows, columns = self.inputs["x_pad"], self._layout.geometry.rows, self._layout.geometry.columns
        dilation = rows.dilation, columns.dilation
        return {"y": max_pool2d(self._layout.crop(x), **self._layout.settings, dilation=dilation)}

    @cached_property
    def _won(self) -> Winners:
        return winners(self.inputs["x_pad"], self._layout, self._ties)

    def winners(self, n: int) -> tuple[Cell, ...]:
        """Return the cells of step `n` that hold the maximum: the one that is chosen by `ties`, or all."""
        won = self._won.table.where(self._visit(n)).columns
        sample = int(self._layout.sample.columns["n"][0])
        places = np.stack([won[letter] for letter in "ijc"], -1).tolist()
        return tuple(Cell("x_pad", (sample, *place)) for place in places)

    @property
    def mask(self) -> Array:
        """The gradient that each cell of x_pad would get if every output had gradient 1."""
        return self._won.mask(self.inputs["x_pad"].shape, self._layout)


class AvgPoolForward(LoopNest):
    """Take the mean of each window: ``y[h,w,c] = Σ x_pad[window, c] * 1/count``.

    One step is one output cell, in the order row, column, channel; its terms go row by row through the
    window.

    Parameters
    ----------
    x_pad : (n, h, w, c), padded with zeros
    kernel_size, stride, ceil_mode : as in `avg_pool2d`
    count_include_pad : whether the padding counts; it is read only if it does
    padding, sample, channels : as in `MaxPoolForward`
    """

    def __init__(
        self,
        x_pad: Array,
        kernel_size: Pair,
        *,
        stride: Pair | None = None,
        padding: Padding = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        sample: int = 0,
        channels: Sequence[int] | None = None,
    ) -> None:
        self._layout = layout = pool_layout(
            x_pad.shape,
            kernel_size,
            stride=stride,
            padding=padding,
            ceil_mode=ceil_mode,
            sample=sample,
            channels=channels,
        )
        self._include = count_include_pad
        terms = Access("x_pad", "nijc"), share(layout, count_include_pad)
        statement = Statement(Access("y", "nhwc"), terms, layout.tables(padding=count_include_pad))
        super().__init__({"x_pad": as_floats(x_pad)}, layout.loops, AXES, [statement])

    def _finished(self) -> Mapping[str, Array]:
        x = self._layout.crop(self.inputs["x_pad"])
        return {"y": avg_pool2d(x, **self._layout.settings, count_include_pad=self._include)}
