"""Padding cell by cell, forward."""

from typing import Any

import numpy as np

from cnnviz.engine.geometry import Padding, padding_numbers
from cnnviz.engine.padding import PaddingMode, source_indices
from cnnviz.trace.nest import Nest
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Given, Pick, Rule, Table, floats, only


class PadForward(Nest):
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
        self, x: Array, padding: Padding, mode: PaddingMode = "zeros", *, value: float = 0.0, sample: int = 0
    ) -> None:
        x = floats(x)
        self._value = value
        self._sources = [
            source_indices(size, *ends, mode)
            for size, ends in zip(x.shape[1:3], padding_numbers(padding), strict=True)
        ]
        rows, columns = (source >= 0 for source in self._sources)
        target, channels = Pick("x_pad", "npqc"), Table(c=np.arange(x.shape[3]))
        p, q = (np.arange(len(source)) for source in self._sources)
        copy = Table(p=p, i=self._sources[0]).keep(rows), Table(q=q, j=self._sources[1]).keep(columns)
        # What has no source is no rectangle, but two: whole rows without one, and the sides of the others.
        bands = (Table(p=p[~rows]), Table(q=q)), (Table(p=p[rows]), Table(q=q[~columns]))
        fill = Given(np.array(value), "", lambda _: "padding")
        n = only(sample, len(x))
        rules = [Rule(target, (Pick("x", "nijc"),), (n, *copy, channels))]
        rules += [Rule(target, (fill,), (n, *band, channels)) for band in bands]
        super().__init__({"x": x}, {"p": p, "q": q}, ("row", "column"), rules)

    def _finished(self) -> dict[str, Array]:
        x = self.inputs["x"]
        rows, columns = self._sources
        x_pad: np.ndarray[Any, Any] = x[:, rows[:, None], columns]
        x_pad[:, (rows < 0)[:, None] | (columns < 0)] = self._value
        return {"x_pad": x_pad}
