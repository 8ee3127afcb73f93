"""Convolution window by window, forward, and the layout of windows that its backward passes share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from cnnviz.engine.convolution import check_bias, conv2d, convolution_geometry
from cnnviz.engine.geometry import Axis, Geometry, Pair
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Statement, Table, as_floats, followed, only


@dataclass(frozen=True)
class ConvLayout:
    """What meets what in a convolution.

    Its variables: window ``h, w``, kernel cell ``u, v``, padded cell ``i, j``, filter ``f``, channel ``c``
    of the image, channel ``k`` of the kernel that reads it, sample ``n``.

    Parameters
    ----------
    geometry : where the windows lie on the padded image
    sample, filters : what is followed
    depth : channels of a kernel
    per_group : filters of a group
    """

    geometry: Geometry
    sample: Table
    filters: Index
    depth: int
    per_group: int

    @cached_property
    def channels(self) -> Table:
        """Which channels each filter reads: f, k, c."""
        f = np.repeat(self.filters, self.depth)
        k = np.tile(np.arange(self.depth), len(self.filters))
        return Table(f=f, k=k, c=f // self.per_group * self.depth + k)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every product of the convolution, channels outermost, then rows, then columns."""
        return (
            self.sample,
            self.channels,
            taps(self.geometry.rows, "hui"),
            taps(self.geometry.columns, "wvj"),
        )

    @cached_property
    def once(self) -> tuple[Table, ...]:
        """Every output cell, for what is there once a window: a bias."""
        return self.sample, *(Table(**{letter: values}) for letter, values in self.outputs.items())

    @cached_property
    def outputs(self) -> dict[str, Index]:
        """The loops over the output cells."""
        rows, columns = self.geometry.output
        return {"h": np.arange(rows), "w": np.arange(columns), "f": self.filters}


def conv_layout(
    x_pad_shape: Sequence[int],
    weight_shape: Sequence[int],
    *,
    stride: Pair = 1,
    dilation: Pair = 1,
    groups: int = 1,
    sample: int = 0,
    filters: Sequence[int] | None = None,
) -> ConvLayout:
    """Lay out the windows over a padded image, or raise a ValueError that says why there are none."""
    geometry = convolution_geometry(
        x_pad_shape, weight_shape, stride=stride, dilation=dilation, groups=groups
    )
    depth, count = weight_shape[2:]
    return ConvLayout(
        geometry, only(sample, x_pad_shape[0]), followed(filters, count), depth, count // groups
    )


class ConvForward(LoopNest):
    """Slide every filter over the padded image: ``y[h,w,f] = Σ x_pad[window] * weight[...,f] + bias[f]``.

    One step is one output cell, in the order row, column, filter. Its terms go channel by channel, and within
    a channel row by row through the window; the bias comes last.

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
        inputs = {"x_pad": as_floats(x_pad), "weight": as_floats(weight)}
        layout = conv_layout(
            x_pad.shape,
            weight.shape,
            stride=stride,
            dilation=dilation,
            groups=groups,
            sample=sample,
            filters=filters,
        )
        target = Access("y", "nhwf")
        statements = [Statement(target, (Access("x_pad", "nijc"), Access("weight", "uvkf")), layout.tables)]
        if bias is not None:
            inputs["bias"] = as_floats(bias)
            statements.append(
                Statement(target, (bias_access("bias", bias.shape, layout, weight.shape[3]),), layout.once)
            )
        self._convolve = partial(conv2d, stride=stride, dilation=dilation, groups=groups)
        super().__init__(inputs, layout.outputs, ("row", "column", "filter"), statements)

    def _finished(self) -> Mapping[str, Array]:
        a = self.inputs
        return {"y": self._convolve(a["x_pad"], a["weight"], a.get("bias"))}


def bias_access(name: str, shape: Sequence[int], layout: ConvLayout, filters: int) -> Access:
    """Return the cells of a bias that is shared per filter, or of one that has a value per position."""
    check_bias(tuple(shape), (1, *layout.geometry.output, filters))
    return Access(name, "f" if len(shape) == 1 else "hwf")


def taps(axis: Axis, letters: str) -> Table:
    """Return which padded cell each window reads at each tap, as the variables (window, tap, cell)."""
    window, tap = (index.ravel() for index in np.indices(axis.taps.shape))
    cell = axis.taps.ravel()
    table = Table(**dict(zip(letters, (window, tap, cell), strict=True)))
    return table.keep(cell < axis.padded)
