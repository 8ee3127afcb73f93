"""Pooling window by window, forward: the largest value, or the mean."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.in_order import avg_pool2d_in_order
from cnnviz.engine.pooling import Ties, max_pool2d
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.loops import Count, span
from cnnviz.trace.pooling.maximum import MaximumTrace
from cnnviz.trace.pooling.windows import AXES, PoolSettings, mean_layout, share
from cnnviz.trace.pooling.winners import Winners
from cnnviz.trace.steps import Array, Combine, Index
from cnnviz.trace.tables import Access, Statement, as_floats, like


class MaxPoolForward(MaximumTrace):
    """Keep the largest value of each window: ``y[h,w,c] = max of x_pad[window, c]``; a NaN wins.

    One step is one output cell, in the order row, column, channel; its terms go row by row through the
    window.

    Parameters
    ----------
    x_pad : (n, h, w, c), padded with -inf
    ties : which of several equal cells `highlights` and `mask` name
    won : the winners, as `MaximumTrace` has it
    """

    def __init__(
        self,
        x_pad: Array,
        settings: PoolSettings,
        ties: Ties = "first",
        *,
        won: Winners | None = None,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        layout = self._look(x_pad.shape, settings, ties, won)
        terms, mask = (Access("x_pad", "nijc"),), (Access("mask", "nijc"),)
        statement = Statement(Access("y", "nhwc"), terms, layout.tables(), Combine.MAX, aside=mask)
        inputs, shapes = {"x_pad": as_floats(x_pad)}, {"y": layout.output_of(x_pad.shape)}
        super().__init__(inputs, shapes, layout.loops, AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        x, dilation = self._layout.crop(self.inputs["x_pad"]), self._settings.dilation
        return {"y": max_pool2d(x, **self._layout.settings, dilation=dilation)}

    @cached_property
    def asides(self) -> Mapping[str, Array]:
        """Return the mask of all channels, followed or not: what part of a gradient a cell gets, at most."""
        return {"mask": self.winners.mask}

    def state(self, n: int) -> Mapping[str, Array]:
        """Return every array after `n` steps; the mask is as the windows so far have it."""
        return {**super().state(n), "mask": self._won.mask_of(int(np.searchsorted(self._decided, n)))}

    def progress(self, n: int) -> Mapping[str, NDArray[np.int8]]:
        """Return how far each output is, and the mask: finished where the last window over a cell has passed."""
        first, last = self._over
        return {**super().progress(n), "mask": (first < n).view(np.int8) + (last < n).view(np.int8)}

    @cached_property
    def _decided(self) -> Index:
        """The step in which each winner wins."""
        return self._loops.numbers(self._won.table)

    @cached_property
    def _over(self) -> tuple[Count, Count]:
        """The first and the last window over each cell."""
        over = Statement(Access("mask", "nijc"), (), self._layout.tables(), accumulate=True)
        return span([over], self._won.shape, self._loops)


class AvgPoolForward(LoopNest):
    """Take the mean of each window: ``y[h,w,c] = Σ x_pad[window, c] * 1/count``.

    One step is one output cell, in the order row, column, channel; its terms go row by row through the
    window.

    Parameters
    ----------
    x_pad : (n, h, w, c), padded with zeros
    count_include_pad : whether the padding counts; it is read only if it does
    """

    def __init__(
        self,
        x_pad: Array,
        settings: PoolSettings,
        count_include_pad: bool = True,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        self._layout = layout = mean_layout(x_pad.shape, settings)
        self.geometry = layout.geometry
        self._include = count_include_pad
        terms = Access("x_pad", "nijc"), share(layout, count_include_pad)
        statement = Statement(Access("y", "nhwc"), terms, layout.tables(padding=count_include_pad))
        inputs, shapes = {"x_pad": as_floats(x_pad)}, {"y": layout.output_of(x_pad.shape)}
        super().__init__(inputs, shapes, layout.loops, AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        x_pad, window = self.inputs["x_pad"], self._layout.settings
        y = avg_pool2d_in_order(x_pad, **window, count_include_pad=self._include)
        return {"y": like([x_pad], y)}
