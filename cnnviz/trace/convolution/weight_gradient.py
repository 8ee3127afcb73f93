"""A convolution's weight and bias gradients: accumulated window by window, or collected cell by cell."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.engine.convolution import check_bias
from cnnviz.engine.geometry import Pair
from cnnviz.trace.convolution.forward import ConvLayout, bias_access, conv_layout
from cnnviz.trace.convolution.input_gradient import by_group, check_gradient, everything, tap
from cnnviz.trace.loop_nest import Box, LoopNest
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
    stride, dilation, groups : as in `conv2d`
    sample : the image that is followed
    filters : the filters that are followed, or None for all
    """

    def __init__(
        self,
        dy: Array,
        x_pad: Array,
        weight_shape: Sequence[int],
        bias_shape: Sequence[int] | None = None,
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        groups: int = 1,
        sample: int = 0,
        filters: Sequence[int] | None = None,
    ) -> None:
        self._layout = layout = conv_layout(
            x_pad.shape,
            weight_shape,
            stride=stride,
            dilation=dilation,
            groups=groups,
            sample=sample,
            filters=filters,
        )
        check_gradient(dy, layout, len(x_pad), weight_shape[3])
        self._shapes = {"dweight": tuple(weight_shape)}
        statements = [Statement(_DW, (_X, _DY), layout.tables, accumulate=True)]
        if bias_shape is not None:
            self._shapes["dbias"] = tuple(bias_shape)
            target = bias_access("dbias", bias_shape, layout, weight_shape[3])
            statements.append(Statement(target, (_DY,), layout.once, accumulate=True))
        inputs = {"dy": as_floats(dy), "x_pad": as_floats(x_pad)}
        super().__init__(inputs, layout.outputs, ("row", "column", "filter"), statements)

    def _finished(self) -> Mapping[str, Array]:
        dtype = self.inputs["dy"].dtype
        sums = {name: np.zeros(shape, dtype) for name, shape in self._shapes.items()}
        self._add(everything(self._layout), sums)
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
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        groups: int = 1,
        sample: int = 0,
        filters: Sequence[int] | None = None,
    ) -> None:
        self._layout = layout = conv_layout(
            x_pad.shape,
            weight_shape,
            stride=stride,
            dilation=dilation,
            groups=groups,
            sample=sample,
            filters=filters,
        )
        check_gradient(dy, layout, len(x_pad), weight_shape[3])
        self._shape = tuple(weight_shape)
        u, v, k = (np.arange(size) for size in weight_shape[:3])
        loops = {"f": layout.filters, "k": k, "u": u, "v": v}
        inputs = {"dy": as_floats(dy), "x_pad": as_floats(x_pad)}
        axes = ("filter", "channel", "row", "column")
        super().__init__(inputs, loops, axes, [Statement(_DW, (_X, _DY), layout.tables)])

    def _finished(self) -> Mapping[str, Array]:
        dweight = np.zeros(self._shape, self.inputs["dy"].dtype)
        add_products(dweight, self.inputs["x_pad"], self.inputs["dy"], self._layout, everything(self._layout))
        return {"dweight": dweight}


def add_products(dweight: Array, x_pad: Array, dy: Array, layout: ConvLayout, box: Box) -> None:
    """Add to `dweight` what the windows of `box` contribute."""
    n = layout.sample.columns["n"][0]
    rows, columns = layout.geometry.rows, layout.geometry.columns
    for filters, channels in by_group(layout, box):
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
    ) -> None:
        dy = as_floats(dy)
        letters = "hwf"[-dy.ndim + 1 :]
        sizes = dict(zip(letters, dy.shape[1:], strict=True))
        check_bias(dy.shape[-1:] if shape is None else tuple(shape), dy.shape)
        own = letters if shape is not None and len(shape) > 1 else "f"
        values = {letter: np.arange(size) for letter, size in sizes.items()}
        values["f"] = followed(filters, dy.shape[-1])
        n = only(sample, len(dy))
        self._sample, self._shared, self._filters = sample, own == "f", values["f"]
        tables = n, *(Table(**{letter: column}) for letter, column in values.items())
        statement = Statement(Access("dbias", own), (Access("dy", "n" + letters),), tables)
        axes = {"h": "row", "w": "column", "f": "filter"}
        loops = {letter: values[letter] for letter in own}
        super().__init__({"dy": dy}, loops, [axes[letter] for letter in own], [statement])

    def _finished(self) -> Mapping[str, Array]:
        dy = self.inputs["dy"][self._sample]
        total = dy.reshape(-1, dy.shape[-1]).sum(0) if self._shared else dy
        dbias = np.zeros_like(total)
        dbias[..., self._filters] = total[..., self._filters]
        return {"dbias": dbias}
