"""Convolution window by window, forward."""

from collections.abc import Sequence

import numpy as np

from cnnviz.engine.convolution import conv2d, convolution_geometry
from cnnviz.engine.geometry import Axis, Pair
from cnnviz.trace.nest import Nest, Pick, Rule, Table, floats, only
from cnnviz.trace.steps import Array, Index


class ConvForward(Nest):
    """Slide every filter over the padded image: ``y[h,w,f] = Σ x_pad[window] * weight[...,f] + bias[f]``.

    One step is one output cell, in the order row, column, filter. Its terms go channel by channel, and
    within a channel row by row through the window; the bias comes last.

    Parameters
    ----------
    x_pad : (n, h, w, c_in), padding included
    weight : (kh, kw, c_in / groups, c_out)
    bias : (c_out,), or (oh, ow, c_out) for one per position, or None
    stride, dilation, groups : as in `conv2d`
    sample : the image that is followed
    filters : the filters that are followed, or None for all
    """

    def __init__(
        self,
        x_pad: Array,
        weight: Array,
        bias: Array | None = None,
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        groups: int = 1,
        sample: int = 0,
        filters: Sequence[int] | None = None,
    ) -> None:
        inputs = {"x_pad": floats(x_pad), "weight": floats(weight)}
        if bias is not None:
            inputs["bias"] = floats(bias)
        self._settings = {"stride": stride, "dilation": dilation, "groups": groups}
        geometry = convolution_geometry(
            x_pad.shape, weight.shape, stride=stride, dilation=dilation, groups=groups
        )
        n = only(sample, len(x_pad))
        f = followed(filters, weight.shape[3])
        tables = (
            n,
            channels(weight.shape, groups, f),
            taps(geometry.rows, "hui"),
            taps(geometry.columns, "wvj"),
        )
        h, w = (np.arange(size) for size in geometry.output)
        target = Pick("y", "nhwf")
        rules = [Rule(target, (Pick("x_pad", "nijc"), Pick("weight", "uvkf")), tables)]
        if bias is not None:
            once = n, Table(h=h), Table(w=w), Table(f=f)
            rules.append(Rule(target, (Pick("bias", "f" if inputs["bias"].ndim == 1 else "hwf"),), once))
        super().__init__(inputs, {"h": h, "w": w, "f": f}, ("row", "column", "filter"), rules)

    def _finished(self) -> dict[str, Array]:
        a = self.inputs
        return {"y": conv2d(a["x_pad"], a["weight"], a.get("bias"), **self._settings)}  # type: ignore[arg-type]


def followed(filters: Sequence[int] | None, size: int) -> Index:
    """Return the filters that are followed, ascending."""
    if filters is None:
        return np.arange(size)
    chosen = np.unique(np.asarray(filters, np.intp))
    if len(chosen) == 0 or chosen[0] < 0 or chosen[-1] >= size:
        raise ValueError(f"filters {tuple(filters)} are not some of {size}")
    return chosen


def taps(axis: Axis, letters: str) -> Table:
    """Return which padded cell each window reads at each tap, as the variables (window, tap, cell)."""
    window, tap = (index.ravel() for index in np.indices(axis.taps.shape))
    cell = axis.taps.ravel()
    return Table(**dict(zip(letters, (window, tap, cell), strict=True))).keep(cell < axis.padded)


def channels(weight_shape: Sequence[int], groups: int, filters: Index) -> Table:
    """Return which channels ``c`` each filter ``f`` reads, and with which channel ``k`` of its kernel."""
    depth, per_group = weight_shape[2], weight_shape[3] // groups
    f, k = np.repeat(filters, depth), np.tile(np.arange(depth), len(filters))
    return Table(f=f, k=k, c=f // per_group * depth + k)
