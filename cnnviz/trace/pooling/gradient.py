"""Pooling backward: to the winner of each window, or spread evenly over it."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from cnnviz.engine.arrays import same_shape
from cnnviz.engine.pooling import Ties
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.loops import Box, everything
from cnnviz.trace.pooling.maximum import MaximumTrace
from cnnviz.trace.pooling.windows import (
    AXES,
    PoolLayout,
    PoolSettings,
    fraction,
    mean_layout,
    meetings_of,
    share,
)
from cnnviz.trace.pooling.winners import Winners
from cnnviz.trace.steps import Array, Cell, Const, Index, Term
from cnnviz.trace.tables import Access, Constant, Statement, as_floats

_DX, _DY = Access("dx_pad", "nijc"), Access("dy", "nhwc")


class MaxPoolBackward(MaximumTrace):
    """The winner takes the gradient: ``dx_pad[window] += mask * dy[h,w,c]``; where windows overlap, they add up.

    One step is one cell of dy, in the order row, column, channel, an update for each cell of its window; x_pad stands
    aside and decides about the mask: 1 at the winner, 0 elsewhere, 1/n where n cells share. A 0 lets nothing pass,
    not even an infinity, which a product with 0 would turn into NaN: there the mask alone is the term.

    Parameters
    ----------
    dy : (n, oh, ow, c), the output's gradient
    x_pad : (n, h, w, c), padded with -inf, which never wins; it only decides who won
    ties : of several equal cells, the "first" takes all, "all" take the whole each, or they "split" evenly
    won : the winners, as `MaximumTrace` has it
    """

    def __init__(
        self,
        dy: Array,
        x_pad: Array,
        settings: PoolSettings,
        ties: Ties = "first",
        *,
        won: Winners | None = None,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        layout = self._look(x_pad.shape, settings, ties, won)
        _check(dy, layout, x_pad.shape)
        inputs = {"dy": as_floats(dy), "x_pad": as_floats(x_pad)}
        shapes = {"dx_pad": x_pad.shape}
        super().__init__(inputs, shapes, layout.loops, AXES, self._who_wins, finished)

    def _who_wins(self) -> list[Statement]:
        mask, aside = Constant(self._won, "hwcij", _mask_text, "mask"), (Access("x_pad", "nijc"), _DY)
        tables = self._layout.tables()
        return [Statement(_DX, (_DY, mask), tables, accumulate=True, aside=aside, cut=self._cut)]

    def _cut(self, term: Term) -> Term:
        """Return a term without a gradient that is not finite where the mask is 0."""
        gradient, mask = term
        assert isinstance(mask, Const)
        assert isinstance(gradient, Cell)
        stopped = mask.value == 0 and not np.isfinite(self.inputs["dy"][gradient.index])
        return (mask,) if stopped else term

    def _compute(self) -> Mapping[str, Array]:
        return self._sums(len(self._flow[0]))

    def _accumulated(self, n: int) -> Mapping[str, Array]:
        return self._sums(int(np.searchsorted(self._flow[0], n)))

    def _sums(self, count: int) -> Mapping[str, Array]:
        """Return what the first `count` winners have got."""
        dx_pad = np.zeros(self._shapes["dx_pad"], self.inputs["dy"].dtype)
        own = dx_pad[self._settings.sample]
        _, places, values = self._flow
        own[...] = np.bincount(places[:count], values[:count], own.size).reshape(own.shape)
        return {"dx_pad": dx_pad}

    @cached_property
    def _flow(self) -> tuple[Index, Index, Array]:
        """Step, place in the image and gradient of each winner, in the order of the steps."""
        won, at = self._won, self._won.table.columns
        values = self.inputs["dy"][self._settings.sample, at["h"], at["w"], at["c"]]
        return self._loops.numbers(won.table), won.places, values * won.share


class AvgPoolBackward(LoopNest):
    """Each window spreads its gradient evenly: ``dx_pad[window] += dy[h,w,c] * 1/count``.

    One step is one cell of dy, in the order row, column, channel.

    Parameters
    ----------
    dy : (n, oh, ow, c), the output's gradient
    x_pad_shape : (n, h, w, c), padding included
    count_include_pad : whether the padding counts; it gets a part only if it does
    """

    def __init__(
        self,
        dy: Array,
        x_pad_shape: Sequence[int],
        settings: PoolSettings,
        count_include_pad: bool = True,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        self._layout = layout = mean_layout(x_pad_shape, settings)
        _check(dy, layout, x_pad_shape)
        self.geometry = layout.geometry
        self._include, self._part = count_include_pad, share(layout, count_include_pad)
        tables = layout.tables(padding=count_include_pad)
        statement = Statement(_DX, (_DY, self._part), tables, accumulate=True)
        inputs, shapes = {"dy": as_floats(dy)}, {"dx_pad": x_pad_shape}
        super().__init__(inputs, shapes, layout.loops, AXES, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        sums = {"dx_pad": np.zeros(self._shapes["dx_pad"], self.inputs["dy"].dtype)}
        self._add(everything(self.shape), sums)
        return sums

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        geometry, padding = self._layout.geometry, self._include
        rows = meetings_of(geometry.rows, box[0], padding=padding)
        columns = list(meetings_of(geometry.columns, box[1], padding=padding))
        n, channels = self._layout.sample.columns["n"][0], self._layout.channels[box[2]]
        # A slice is added much faster than an index array.
        c = slice(channels[0], channels[-1] + 1) if len(channels) == np.ptp(channels) + 1 else channels
        parts = self.inputs["dy"][n, :, :, c] * self._part.values[:, :, None]
        for h, i in rows:
            for w, j in columns:
                sums["dx_pad"][n, i, j, c] += parts[h, w]


def _check(dy: Array, layout: PoolLayout, shape: Sequence[int]) -> None:
    same_shape("dy", dy, layout.output_of(shape), "the shape of the output")


def _mask_text(share: float) -> str:
    """Return a number of a mask as text: 0, 1, or the 1/2 of one that is shared."""
    return fraction(share) if 0 < share < 1 else f"{share:.0f}"
