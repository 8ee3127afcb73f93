"""A convolution's input gradient: scattered window by window, or gathered cell by cell."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.trace.convolution.windows import PLAIN, ConvLayout, ConvSettings, check_gradient, conv_layout, tap
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.loops import Box, everything
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Statement, Table, as_floats, once_each

_DX = Access("dx_pad", "nijc")
_PRODUCT = Access("dy", "nhwf"), Access("weight", "uvkf")


class _InputGradient(LoopNest):
    """What scatter and gather share: the same products, added up in another order."""

    _axes: tuple[str, ...]

    def __init__(
        self,
        dy: Array,
        weight: Array,
        x_pad_shape: Sequence[int],
        settings: ConvSettings = PLAIN,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        self._layout = layout = conv_layout(x_pad_shape, weight.shape, settings)
        self.geometry = layout.geometry
        check_gradient(dy, layout, x_pad_shape[0], weight.shape[3])
        inputs = {"dy": as_floats(dy), "weight": as_floats(weight)}
        loops, statements = self._plan(layout)
        partial = len(layout.filters) < weight.shape[3]
        shapes = {"dx_pad": x_pad_shape}
        super().__init__(inputs, shapes, loops, self._axes, statements, finished, partial=partial)

    @abstractmethod
    def _plan(self, layout: ConvLayout) -> tuple[Mapping[str, ArrayLike], list[Statement]]:
        """Return the loops and the statements."""

    def _compute(self) -> Mapping[str, Array]:
        dx_pad = np.zeros(self._shapes["dx_pad"], self.inputs["dy"].dtype)
        self._give_back(everything([len(loop) for loop in self._layout.loops.values()]), dx_pad)
        return {"dx_pad": dx_pad}

    def _give_back(self, box: Box, dx_pad: Array) -> None:
        n = self._layout.sample.columns["n"][0]
        rows, columns = self._layout.geometry.rows, self._layout.geometry.columns
        for filters, channels in self._layout.by_group(box):
            share = self.inputs["dy"][n, box[0], box[1]][:, :, filters]
            kernels = self.inputs["weight"][..., filters]
            for u in range(rows.kernel):
                for v in range(columns.kernel):
                    window = tap(rows, box[0], u), tap(columns, box[1], v), channels
                    dx_pad[n, *window] += share @ kernels[u, v].T


class ConvScatter(_InputGradient):
    """Each window gives back what it took: ``dx_pad[n, *window] += weight[...,f] * dy[h,w,f]``.

    One step is one cell of dy, in the order row, column, filter: an update for each cell of its window,
    channel by channel, then row by row. Filters that are not followed give nothing back.

    Parameters
    ----------
    dy : (n, oh, ow, c_out), the output's gradient
    weight : (kh, kw, c_in / groups, c_out)
    x_pad_shape : (n, h, w, c_in), padding included
    """

    _axes = ("row", "column", "filter")

    def _plan(self, layout: ConvLayout) -> tuple[Mapping[str, ArrayLike], list[Statement]]:
        return layout.loops, [Statement(_DX, _PRODUCT, layout.tables, accumulate=True)]

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        self._give_back(box, sums["dx_pad"])


class ConvGather(_InputGradient):
    """Each cell collects from the windows that covered it: ``dx_pad[i,j,c] = Σ weight[u,v,k,f] * dy[h,w,f]``.

    One step is one cell of dx_pad, in the order row, column, channel; a cell that no window covered gets
    the sum of nothing, 0. Terms go filter by filter, and within a filter through dy row by row. Parameters
    as `ConvScatter`; channels that no followed filter reads are left out.
    """

    _axes = ("row", "column", "channel")

    def _plan(self, layout: ConvLayout) -> tuple[Mapping[str, ArrayLike], list[Statement]]:
        i, j = (np.arange(size) for size in layout.geometry.padded)
        c = once_each(layout.channels.columns["c"])
        cells = layout.sample, Table(i=i), Table(j=j), Table(c=c)
        return {"i": i, "j": j, "c": c}, [Statement(_DX, (), cells), Statement(_DX, _PRODUCT, layout.tables)]
