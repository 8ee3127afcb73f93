"""Pooling backward: to the winner of each window, or spread evenly over it."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from cnnviz.engine.arrays import one_of, same_shape
from cnnviz.engine.geometry import Padding, Pair
from cnnviz.engine.pooling import TIES, Ties
from cnnviz.trace.loop_nest import Box, LoopNest
from cnnviz.trace.pooling.windows import (
    AXES,
    PoolLayout,
    Winners,
    fraction,
    meets,
    pool_layout,
    share,
    winners,
)
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Constant, Statement, as_floats

_DX, _DY = Access("dx_pad", "nijc"), Access("dy", "nhwc")


class MaxPoolBackward(LoopNest):
    """The winner takes the gradient: ``dx_pad[winner] += dy[h,w,c]``; where windows overlap, they add up.

    One step is one cell of dy, in the order row, column, channel.

    Parameters
    ----------
    dy : (n, oh, ow, c), the output's gradient
    x_pad : (n, h, w, c), padded with -inf; it only decides who won
    kernel_size, stride, dilation, ceil_mode : as in `max_pool2d`
    padding : how much of x_pad is padding; it never wins
    ties : of several equal cells, the "first" takes all, "all" take the whole each, or they "split" evenly
    sample : the image that is followed
    channels : the channels that are followed, or None for all
    """

    def __init__(
        self,
        dy: Array,
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
        _check(dy, layout, x_pad.shape)
        self._ties = ties
        inputs = {"dy": as_floats(dy), "x_pad": as_floats(x_pad)}
        super().__init__(inputs, layout.loops, AXES, self._who_wins)

    def _who_wins(self) -> list[Statement]:
        won, layout = self._won, self._layout
        tied = (won.rivals > 1) & won.split
        statements = [Statement(_DX, (_DY,), (layout.sample, won.table.keep(~tied)), accumulate=True)]
        if tied.any():
            part = Constant(_shares(layout, won.table.columns, won.rivals), "hwc", fraction)
            statements.append(
                Statement(_DX, (_DY, part), (layout.sample, won.table.keep(tied)), accumulate=True)
            )
        return statements

    @cached_property
    def _won(self) -> Winners:
        return winners(self.inputs["x_pad"], self._layout, self._ties)

    @property
    def mask(self) -> Array:
        """The gradient that each cell of x_pad would get if every output had gradient 1."""
        return self._won.mask(self.inputs["x_pad"].shape, self._layout)

    def _finished(self) -> Mapping[str, Array]:
        return self._sums(len(self._flow[0]))

    def _accumulated(self, n: int) -> Mapping[str, Array]:
        return self._sums(int(np.searchsorted(self._flow[0], n)))

    def _sums(self, count: int) -> Mapping[str, Array]:
        """Return what the first `count` winners have got."""
        x_pad, n = self.inputs["x_pad"], self._layout.sample.columns["n"][0]
        dx_pad = np.zeros(x_pad.shape, self.inputs["dy"].dtype)
        _, places, values = self._flow
        own = np.bincount(places[:count], values[:count], dx_pad[n].size)
        dx_pad[n] = own.reshape(dx_pad[n].shape)
        return {"dx_pad": dx_pad}

    @cached_property
    def _flow(self) -> tuple[Index, Index, Array]:
        """Step, place in dx_pad[n] and gradient of each winner, in the order of the steps."""
        at, n = self._won.table.columns, self._layout.sample.columns["n"][0]
        places = np.ravel_multi_index((at["i"], at["j"], at["c"]), self.inputs["x_pad"].shape[1:])
        values = self.inputs["dy"][n, at["h"], at["w"], at["c"]]
        if self._won.split:
            values = values * self._won.share
        return self._numbers(self._won.table), places, values


class AvgPoolBackward(LoopNest):
    """Each window spreads its gradient evenly: ``dx_pad[window] += dy[h,w,c] * 1/count``.

    One step is one cell of dy, in the order row, column, channel.

    Parameters
    ----------
    dy : (n, oh, ow, c), the output's gradient
    x_pad_shape : (n, h, w, c), padding included
    kernel_size, stride, ceil_mode : as in `avg_pool2d`
    count_include_pad : whether the padding counts; it gets a part only if it does
    padding, sample, channels : as in `MaxPoolBackward`
    """

    def __init__(
        self,
        dy: Array,
        x_pad_shape: Sequence[int],
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
            x_pad_shape,
            kernel_size,
            stride=stride,
            padding=padding,
            ceil_mode=ceil_mode,
            sample=sample,
            channels=channels,
        )
        _check(dy, layout, x_pad_shape)
        self._shape, self._include = tuple(x_pad_shape), count_include_pad
        self._part = share(layout, count_include_pad)
        tables = layout.tables(padding=count_include_pad)
        statement = Statement(_DX, (_DY, self._part), tables, accumulate=True)
        super().__init__({"dy": as_floats(dy)}, layout.loops, AXES, [statement])

    def _finished(self) -> Mapping[str, Array]:
        sums = {"dx_pad": np.zeros(self._shape, self.inputs["dy"].dtype)}
        self._add(tuple(slice(0, size) for size in self.shape), sums)
        return sums

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        rows, columns = self._layout.geometry.rows, self._layout.geometry.columns
        n, channels = self._layout.sample.columns["n"][0], self._layout.channels[box[2]]
        # A slice is added much faster than an index array.
        c = slice(channels[0], channels[-1] + 1) if len(channels) == np.ptp(channels) + 1 else channels
        parts = self.inputs["dy"][n, :, :, c] * self._part.values[:, :, None]
        for u in range(rows.kernel):
            h, i = meets(rows, box[0], u, padding=self._include)
            for v in range(columns.kernel):
                w, j = meets(columns, box[1], v, padding=self._include)
                sums["dx_pad"][n, i, j, c] += parts[h, w]


def _check(dy: Array, layout: PoolLayout, shape: Sequence[int]) -> None:
    same_shape("dy", dy, (shape[0], *layout.geometry.output, shape[3]), "the shape of the output")


def _shares(layout: PoolLayout, at: Mapping[str, Index], rivals: Index) -> Array:
    rows, columns = layout.geometry.output
    shares = np.ones((rows, columns, layout.channels[-1] + 1))
    shares[at["h"], at["w"], at["c"]] = 1 / rivals
    return shares
