"""Pooling window by window, forward: the largest value, or the mean."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.engine.in_order import avg_pool2d_in_order
from cnnviz.engine.pooling import Ties, max_pool2d
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.pooling.maximum import MaximumTrace
from cnnviz.trace.pooling.settings import PoolSettings
from cnnviz.trace.pooling.windows import AXES, Winners, mean_layout, share
from cnnviz.trace.steps import Array, Cell, Combine
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
        statement = Statement(Access("y", "nhwc"), (Access("x_pad", "nijc"),), layout.tables(), Combine.MAX)
        inputs, shapes = {"x_pad": as_floats(x_pad)}, {"y": layout.output_of(x_pad.shape)}
        super().__init__(inputs, shapes, layout.loops, AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        x, dilation = self._layout.crop(self.inputs["x_pad"]), self._settings.dilation
        return {"y": max_pool2d(x, **self._layout.settings, dilation=dilation)}

    def highlights(self, n: int) -> Sequence[Cell]:
        """Return the cells of x_pad that have the maximum in step `n`: the one that `ties` chooses, or all."""
        won = self._won.table.where(self.variables(n)).columns
        places = np.stack([won[letter] for letter in "ijc"], -1).tolist()
        return tuple(Cell("x_pad", (self._settings.sample, *place)) for place in places)


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
        self._include = count_include_pad
        terms = Access("x_pad", "nijc"), share(layout, count_include_pad)
        statement = Statement(Access("y", "nhwc"), terms, layout.tables(padding=count_include_pad))
        inputs, shapes = {"x_pad": as_floats(x_pad)}, {"y": layout.output_of(x_pad.shape)}
        super().__init__(inputs, shapes, layout.loops, AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        x_pad, window = self.inputs["x_pad"], self._layout.settings
        y = avg_pool2d_in_order(x_pad, **window, count_include_pad=self._include)
        return {"y": like([x_pad], y)}
