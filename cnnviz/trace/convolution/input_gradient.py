"""A convolution's input gradient: scattered window by window, or gathered cell by cell."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import same_shape
from cnnviz.engine.geometry import Axis, Pair
from cnnviz.trace.convolution.forward import ConvLayout, conv_layout
from cnnviz.trace.loop_nest import Box, LoopNest
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Statement, Table, as_floats, once_each


class _InputGradient(LoopNest):
    """What scatter and gather share: the same products, added up in another order."""

    _axes: tuple[str, ...]

    def __init__(
        self,
        dy: Array,
        weight: Array,
        x_pad_shape: Sequence[int],
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        groups: int = 1,
        sample: int = 0,
        filters: Sequence[int] | None = None,
    ) -> None:
        self._layout = layout = conv_layout(
            x_pad_shape,
            weight.shape,
            stride=stride,
            dilation=dilation,
            groups=groups,
            sample=sample,
            filters=filters,
        )
        self._shape = tuple(x_pad_shape)
        check_gradient(dy, layout, x_pad_shape[0], weight.shape[3])
        loops, statements = self._plan(layout)
        super().__init__({"dy": as_floats(dy), "weight": as_floats(weight)}, loops, self._axes, statements)

    @abstractmethod
    def _plan(self, layout: ConvLayout) -> tuple[Mapping[str, ArrayLike], list[Statement]]:
        """Return the loops and the statements."""

    def _finished(self) -> Mapping[str, Array]:
        dx_pad = np.zeros(self._shape, self.inputs["dy"].dtype)
        self._give_back(everything(self._layout), dx_pad)
        return {"dx_pad": dx_pad}

    def _give_back(self, box: Box, dx_pad: Array) -> None:
        n = self._layout.sample.columns["n"][0]
        rows, columns = self._layout.geometry.rows, self._layout.geometry.columns
        for filters, channels in by_group(self._layout, box):
            share = self.inputs["dy"][n, box[0], box[1]][:, :, filters]
            kernels = self.inputs["weight"][..., filters]
            for u in range(rows.kernel):
                for v in range(columns.kernel):
                    window = tap(rows, box[0], u), tap(columns, box[1], v), channels
                    dx_pad[n, *window] += share @ kernels[u, v].T


class ConvScatter(_InputGradient):
    """Each window gives back what it took: ``dx_pad[n, *window] += weight[...,f] * dy[h,w,f]``.

    One step is one cell of dy, in the order row, column, filter: an update for each cell of its window,
    channel by channel, then row by row.

    Parameters
    ----------
    dy : (n, oh, ow, c_out), the output's gradient
    weight : (kh, kw, c_in / groups, c_out)
    x_pad_shape : (n, h, w, c_in), padding included
    stride, dilation, groups : as in `conv2d`
    sample : the image that is followed
    filters : the filters that are followed, or None for all; the others give nothing back
    """

    _axes = ("row", "column", "filter")

    def _plan(self, layout: ConvLayout) -> tuple[Mapping[str, ArrayLike], list[Statement]]:
        return layout.outputs, [Statement(_DX, _PRODUCT, layout.tables, accumulate=True)]

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


_DX = Access("dx_pad", "nijc")
_PRODUCT = Access("weight", "uvkf"), Access("dy", "nhwf")


def check_gradient(dy: Array, layout: ConvLayout, samples: int, filters: int) -> None:
    """Refuse a gradient that is not shaped like the output."""
    same_shape("dy", dy, (samples, *layout.geometry.output, filters), "the shape of the output")


def everything(layout: ConvLayout) -> Box:
    """Return the box of all steps of a loop over the output cells."""
    return tuple(slice(0, len(values)) for values in layout.outputs.values())


def by_group(layout: ConvLayout, box: Box) -> list[tuple[Index, slice]]:
    """Return the filters of a box group by group, with the channels that each group reads."""
    filters = layout.filters[box[2]]
    groups = filters // layout.per_group
    return [
        (filters[groups == g], slice(g * layout.depth, (g + 1) * layout.depth)) for g in once_each(groups)
    ]


def tap(axis: Axis, span: slice, index: int) -> slice:
    """Return the cells that the windows of `span` read at tap `index`."""
    start = axis.start(span.start) + index * axis.dilation
    return slice(start, start + (span.stop - 1 - span.start) * axis.stride + 1, axis.stride)
