"""What meets what in a convolution: the layout of windows that its passes share.

Say that a 2x2 kernel slides over a 3x3 image of one channel:

>>> layout = conv_layout((1, 3, 3, 1), (2, 2, 1, 1))

Its tables are those of samples, channels, rows and columns. That of the rows: the window in row h reads at
kernel row u the image's row i = h * stride + u * dilation.

>>> {letter: column.tolist() for letter, column in layout.tables[2].columns.items()}
{'h': [0, 0, 1, 1], 'u': [0, 1, 0, 1], 'i': [0, 1, 1, 2]}

Two filters, each of a group of its own, read a channel each:

>>> layout = conv_layout((1, 3, 3, 2), (2, 2, 1, 2), ConvSettings(groups=2))
>>> {letter: column.tolist() for letter, column in layout.channels.columns.items()}
{'f': [0, 1], 'k': [0, 0], 'c': [0, 1]}

What is done for whole arrays at once goes tap by tap: both windows of a row read, at kernel row 1, the rows 1 and 2.

>>> tap(layout.geometry.rows, slice(0, 2), 1)
slice(1, 3, 1)
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from cnnviz.engine.arrays import same_shape
from cnnviz.engine.convolution import check_bias, convolution_geometry
from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.engine.settings import Pair
from cnnviz.frozen import NamedTuple
from cnnviz.trace.loops import Box
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Table, followed, once_each, only


class ConvSettings(NamedTuple):
    """How a kernel goes over its image, and what is followed of it.

    Parameters
    ----------
    stride, dilation, groups : as in `conv2d`
    sample : the image that is followed
    filters : the filters that are followed, or None for all
    """

    stride: Pair = 1
    dilation: Pair = 1
    groups: int = 1
    sample: int = 0
    filters: Sequence[int] | None = None


PLAIN = ConvSettings()
"""Cell by cell, without gaps, all filters over all channels."""


class ConvLayout:
    """What meets what in a convolution.

    Its variables: window ``h, w``, kernel cell ``u, v``, padded cell ``i, j``, filter ``f``, channel ``c``
    of the image, channel ``k`` of the kernel that reads it, sample ``n``.

    Parameters
    ----------
    geometry : where the windows lie on the padded image
    sample : the table of the one that is followed
    filters : those that are followed
    depth : channels of a kernel
    per_group : filters of a group
    """

    def __init__(self, geometry: Geometry, sample: Table, filters: Index, depth: int, per_group: int) -> None:
        self.geometry, self.sample, self.filters = geometry, sample, filters
        self.depth, self.per_group = depth, per_group

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
        return self.sample, *(Table(**{letter: values}) for letter, values in self.loops.items())

    @cached_property
    def loops(self) -> dict[str, Index]:
        """The loops over the output cells."""
        rows, columns = self.geometry.output
        return {"h": np.arange(rows), "w": np.arange(columns), "f": self.filters}

    def by_group(self, box: Box) -> list[tuple[Index, slice]]:
        """Return the filters of a box group by group, with the channels that each group reads."""
        filters = self.filters[box[2]]
        groups, depth = filters // self.per_group, self.depth
        return [(filters[groups == g], slice(g * depth, (g + 1) * depth)) for g in once_each(groups)]


def conv_layout(
    x_pad_shape: Sequence[int], weight_shape: Sequence[int], settings: ConvSettings = PLAIN
) -> ConvLayout:
    """Lay out the windows over a padded image, or raise a ValueError that says why there are none."""
    stride, dilation, groups, sample, filters = settings
    geometry = convolution_geometry(
        x_pad_shape, weight_shape, stride=stride, dilation=dilation, groups=groups
    )
    depth, count = weight_shape[2:]
    return ConvLayout(
        geometry, only(sample, x_pad_shape[0]), followed(filters, count), depth, count // groups
    )


def check_gradient(dy: Array, layout: ConvLayout, samples: int, filters: int) -> None:
    """Refuse a gradient that is not shaped like the output."""
    same_shape("dy", dy, (samples, *layout.geometry.output, filters), "the shape of the output")


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


def tap(axis: Axis, span: slice, index: int) -> slice:
    """Return the cells that the windows of `span` read at tap `index`."""
    start = axis.start(span.start) + index * axis.dilation
    return slice(start, start + (span.stop - 1 - span.start) * axis.stride + 1, axis.stride)
