"""Padding cell by cell, forward and backward."""

from collections.abc import Mapping

import numpy as np

from cnnviz.engine.padding import PaddingMode, pad2d_backward, source_indices
from cnnviz.engine.settings import Padding, padding_numbers
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Statement, Table, as_floats, constant, once_each, only


class PadForward(LoopNest):
    """Surround the image ``x`` by a border: ``x_pad``.

    One step is one padded cell with all its channels, an update a channel: a copy, or the constant `value`
    where the padding has no source. Order: row, column.

    Parameters
    ----------
    x : (n, h, w, c)
    padding : an int, ``(rows, columns)`` or ``((top, bottom), (left, right))``
    mode : zeros, reflect, replicate, circular
    value : what the mode "zeros" fills in; max pooling pads with -inf
    sample : the image that is followed
    """

    def __init__(
        self,
        x: Array,
        padding: Padding,
        mode: PaddingMode = "zeros",
        *,
        value: float = 0.0,
        sample: int = 0,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        x = as_floats(x)
        self._value = value
        self._sources = [
            source_indices(size, *ends, mode)
            for size, ends in zip(x.shape[1:3], padding_numbers(padding), strict=True)
        ]
        rows, columns = (source >= 0 for source in self._sources)
        target, channels = Access("x_pad", "npqc"), Table(c=np.arange(x.shape[3]))
        p, q = (np.arange(len(source)) for source in self._sources)
        copy = Table(p=p, i=self._sources[0]).keep(rows), Table(q=q, j=self._sources[1]).keep(columns)
        # What has no source is no rectangle, but two: whole rows without one, and the sides of the others.
        bands = (Table(p=p[~rows]), Table(q=q)), (Table(p=p[rows]), Table(q=q[~columns]))
        fill = constant(value, "padding")
        n = only(sample, len(x))
        statements = [Statement(target, (Access("x", "nijc"),), (n, *copy, channels))]
        statements += [Statement(target, (fill,), (n, *band, channels)) for band in bands]
        shapes, loops = {"x_pad": (len(x), len(p), len(q), x.shape[3])}, {"p": p, "q": q}
        super().__init__({"x": x}, shapes, loops, ("row", "column"), statements, finished)

    def _compute(self) -> Mapping[str, Array]:
        x = self.inputs["x"]
        rows, columns = self._sources
        x_pad: Array = x[:, rows[:, None], columns]
        x_pad[:, (rows < 0)[:, None] | (columns < 0)] = self._value
        return {"x_pad": x_pad}


class PadBackward(LoopNest):
    """Take the border off again: ``dx[source] += dx_pad[i,j]``, the padding's share going back to where it came from.

    With zeros nothing goes back: one step is one cell of dx, a copy. In the other modes one step is one
    cell of dx_pad, which is added to the cell that it was a copy of. All channels together, an update a
    channel. Order: row, column.

    Parameters
    ----------
    dx_pad : (n, h, w, c), the gradient of the padded image
    padding, mode : as in `PadForward`
    sample : the image that is followed
    """

    def __init__(
        self,
        dx_pad: Array,
        padding: Padding,
        mode: PaddingMode = "zeros",
        *,
        sample: int = 0,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        dx_pad = as_floats(dx_pad)
        self._padding, self._mode = padding, mode
        amounts = padding_numbers(padding)
        inner = [size - sum(ends) for size, ends in zip(dx_pad.shape[1:3], amounts, strict=True)]
        sources = [source_indices(size, *ends, mode) for size, ends in zip(inner, amounts, strict=True)]
        rows, columns = (
            Table(**{cell: np.arange(len(source)), origin: source}).keep(source >= 0)
            for cell, origin, source in zip("pq", "ij", sources, strict=True)
        )
        tables = only(sample, len(dx_pad)), rows, columns, Table(c=np.arange(dx_pad.shape[3]))
        crop = mode == "zeros"
        loops = {
            letter: once_each(t.columns[letter])
            for letter, t in zip("ij" if crop else "pq", (rows, columns), strict=True)
        }
        statement = Statement(Access("dx", "nijc"), (Access("dx_pad", "npqc"),), tables, accumulate=not crop)
        shapes = {"dx": (len(dx_pad), *inner, dx_pad.shape[3])}
        super().__init__({"dx_pad": dx_pad}, shapes, loops, ("row", "column"), [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"dx": pad2d_backward(self.inputs["dx_pad"], self._padding, self._mode)}
