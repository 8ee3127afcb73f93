"""A convolution's weight and bias gradients: accumulated window by window, or collected cell by cell."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.engine.convolution import check_bias
from cnnviz.trace.convolution.windows import (
    PLAIN,
    ConvLayout,
    ConvSettings,
    bias_access,
    check_gradient,
    conv_layout,
    tap,
)
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.loops import Box, everything
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Statement, Table, as_floats, followed, only

_DW, _X, _DY = Access("dweight", "uvkf"), Access("x_pad", "nijc"), Access("dy", "nhwf")


class ConvWeightAccumulate(LoopNest):
    """Each window adds to the gradient: ``dweight[...,f] += x_pad[window] * dy[h,w,f]``.

    And ``dbias[f] += dy[h,w,f]``. One step is one cell of dy, in the order row, column, filter: an update
    for each cell of the filter's kernel, channel by channel, then row by row; the bias comes last.

    Parameters
    ----------
    dy : (n, oh, ow, c_out), the output's gradient
    x_pad : (n, h, w, c_in), padding included
    weight_shape : (kh, kw, c_in / groups, c_out)
    bias_shape : (c_out,), or (oh, ow, c_out) for one per position, or None for no bias
    """

    def __init__(
        self,
        dy: Array,
        x_pad: Array,
        weight_shape: Sequence[int],
        bias_shape: Sequence[int] | None = None,
        settings: ConvSettings = PLAIN,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        self._layout = layout = conv_layout(x_pad.shape, weight_shape, settings)
        self.geometry = layout.geometry
        check_gradient(dy, layout, len(x_pad), weight_shape[3])
        shapes = {"dweight": weight_shape}
        statements = [Statement(_DW, (_X, _DY), layout.tables, accumulate=True)]
        if bias_shape is not None:
            shapes["dbias"] = bias_shape
            target = bias_access("dbias", bias_shape, layout, weight_shape[3])
            statements.append(Statement(target, (_DY,), layout.once, accumulate=True))
        inputs = {"dy": as_floats(dy), "x_pad": as_floats(x_pad)}
        axes, partial = ("row", "column", "filter"), len(x_pad) > 1
        super().__init__(inputs, shapes, layout.loops, axes, statements, finished, partial=partial)

    def _compute(self) -> Mapping[str, Array]:
        dtype = self.inputs["dy"].dtype
        sums = {name: np.zeros(shape, dtype) for name, shape in self._shapes.items()}
        self._add(everything(self.shape), sums)
        return sums

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        add_products(sums["dweight"], self.inputs["x_pad"], self.inputs["dy"], self._layout, box)
        if "dbias" in sums:
            n, filters = self._layout.sample.columns["n"][0], self._layout.filters[box[2]]
            share = self.inputs["dy"][n, box[0], box[1]][:, :, filters]
            if sums["dbias"].ndim == 1:
                sums["dbias"][filters] += share.sum((0, 1))
            else:
                sums["dbias"][box[0], box[1]][:, :, filters] += share


class ConvWeightCorrelate(LoopNest):
    """The image correlated with the gradient.

    ``dweight[u,v,k,f] = Σ x_pad[h*stride + u*dilation, w*stride + v*dilation, c] * dy[h,w,f]``.
    One step is one weight, in the order filter, channel, row, column; its terms go through dy row by row.
    Parameters as `ConvWeightAccumulate`; the bias is a trace of its own, `BiasGradient`.
    """

    def __init__(
        self,
        dy: Array,
        x_pad: Array,
        weight_shape: Sequence[int],
        settings: ConvSettings = PLAIN,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        self._layout = layout = conv_layout(x_pad.shape, weight_shape, settings)
        self.geometry = layout.geometry
        check_gradient(dy, layout, len(x_pad), weight_shape[3])
        u, v, k = (np.arange(size) for size in weight_shape[:3])
        loops = {"f": layout.filters, "k": k, "u": u, "v": v}
        inputs = {"dy": as_floats(dy), "x_pad": as_floats(x_pad)}
        statements = [Statement(_DW, (_X, _DY), layout.tables)]
        axes, shapes = ("filter", "channel", "row", "column"), {"dweight": weight_shape}
        super().__init__(inputs, shapes, loops, axes, statements, finished, partial=len(x_pad) > 1)

    def _compute(self) -> Mapping[str, Array]:
        dweight = np.zeros(self._shapes["dweight"], self.inputs["dy"].dtype)
        windows = everything([len(loop) for loop in self._layout.loops.values()])
        add_products(dweight, self.inputs["x_pad"], self.inputs["dy"], self._layout, windows)
        return {"dweight": dweight}


def add_products(dweight: Array, x_pad: Array, dy: Array, layout: ConvLayout, box: Box) -> None:
    """Add to `dweight` what the windows of `box` contribute."""
    n = layout.sample.columns["n"][0]
    rows, columns = layout.geometry.rows, layout.geometry.columns
    for filters, channels in layout.by_group(box):
        share = dy[n, box[0], box[1]][:, :, filters].reshape(-1, len(filters))
        for u in range(rows.kernel):
            for v in range(columns.kernel):
                seen = x_pad[n, tap(rows, box[0], u), tap(columns, box[1], v), channels]
                dweight[u, v][:, filters] += seen.reshape(-1, layout.depth).T @ share


class BiasGradient(LoopNest):
    """A bias collects the gradient of every output that it went into: ``dbias[f] = Σ dy[h,w,f]``.

    One step is one value of the bias.

    Parameters
    ----------
    dy : (n, oh, ow, c_out), or (n, outputs) of a linear layer
    shape : of the bias; (c_out,) unless given
    sample : the image that is followed
    filters : the filters that are followed, or None for all
    """

    def __init__(
        self,
        dy: Array,
        shape: Sequence[int] | None = None,
        *,
        sample: int = 0,
        filters: Sequence[int] | None = None,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        dy = as_floats(dy)
        shape = dy.shape[-1:] if shape is None else tuple(shape)
        check_bias(shape, dy.shape)
        letters = "hwf"[-dy.ndim + 1 :]
        own = letters if len(shape) > 1 else "f"
        values = {letter: np.arange(size) for letter, size in zip(letters, dy.shape[1:], strict=True)}
        values["f"] = followed(filters, dy.shape[-1])
        self._sample, self._filters = sample, values["f"]
        tables = only(sample, len(dy)), *(Table(**{letter: column}) for letter, column in values.items())
        statement = Statement(Access("dbias", own), (Access("dy", "n" + letters),), tables)
        axes = {"h": "row", "w": "column", "f": "filter"}
        loops = {letter: values[letter] for letter in own}
        names, partial = [axes[letter] for letter in own], len(dy) > 1
        super().__init__({"dy": dy}, {"dbias": shape}, loops, names, [statement], finished, partial=partial)

    def _compute(self) -> Mapping[str, Array]:
        dy = self.inputs["dy"][self._sample]
        total = dy.reshape(-1, dy.shape[-1]).sum(0) if len(self._shapes["dbias"]) == 1 else dy
        dbias = np.zeros_like(total)
        dbias[..., self._filters] = total[..., self._filters]
        return {"dbias": dbias}
