"""Activations cell by cell: the value forward, the slope backward."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.activation import ACTIVATIONS, activation, activation_backward
from cnnviz.engine.arrays import one_of, same_shape
from cnnviz.trace.elementwise import EachCell, each
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Constant, Statement, Table, as_floats

SLOPES = {"sigmoid": "σ′({0})", "identity": "1"}
"""What the slope of a function is called at an array, where not after the function."""


class ActivationForward(LoopNest):
    """Apply a function to each cell: ``a = name(z)``. One step is one cell, row-major.

    Parameters
    ----------
    name : relu, leaky_relu, sigmoid, tanh, identity
    z : (n, h, w, c) or (n, units)
    sample : what is followed of it
    channels : the channels that are followed, or None for all
    """

    def __init__(
        self,
        name: str,
        z: Array,
        *,
        sample: int = 0,
        channels: Sequence[int] | None = None,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        one_of("activation", name, tuple(ACTIVATIONS))
        self._name = name
        cells = each(z.shape, sample, channels)
        statement = Statement(
            Access("a", cells.letters), (Access("z", cells.letters),), cells.tables, function=name
        )
        inputs, shapes = {"z": as_floats(z)}, {"a": z.shape}
        super().__init__(inputs, shapes, cells.loops, cells.axes, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"a": activation(self._name, self.inputs["z"])}


class ActivationBackward(LoopNest):
    """Multiply each cell's gradient by the slope there: ``dz = da * name′(z)``. One step is one cell, row-major.

    The slope is a constant, labelled; z stands aside and decides about it. Where relu is closed nothing passes, not
    even an infinity, which a product with 0 would turn into NaN: there the slope alone is the term.

    Parameters
    ----------
    name : relu, leaky_relu, sigmoid, tanh, identity
    da : (n, h, w, c) or (n, units), the gradient of the activation's output
    z : likewise, its input
    sample : what is followed of them
    channels : the channels that are followed, or None for all
    label : what z is called where a slope is named
    """

    def __init__(
        self,
        name: str,
        da: Array,
        z: Array,
        *,
        sample: int = 0,
        channels: Sequence[int] | None = None,
        label: str = "z",
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        one_of("activation", name, tuple(ACTIVATIONS))
        same_shape("da", da, z.shape, "the shape of z")
        self.name = self._name = name
        self._label, self._cells = label, each(z.shape, sample, channels)
        inputs, shapes = {"da": as_floats(da), "z": as_floats(z)}, {"dz": z.shape}
        super().__init__(inputs, shapes, self._cells.loops, self._cells.axes, self._by_slopes, finished)

    def _by_slopes(self) -> list[Statement]:
        name, cells, da, z = self._name, self._cells, *self.inputs.values()
        slopes = activation_backward(name, np.ones_like(z), z)
        called = SLOPES.get(name, f"{name}′({{0}})").format(self._label)
        slope = Constant(slopes, cells.letters, lambda _: called)
        target, terms = Access("dz", cells.letters), (Access("da", cells.letters), slope)
        n, *_ = cells.tables
        aside = (Access("z", cells.letters),)
        shut = (~np.isfinite(da) & (slopes == 0))[n.columns["n"][0]]
        if name != "relu" or not shut.any():
            return [Statement(target, terms, cells.tables, aside=aside)]
        passing = Statement(target, terms, (n, _where(~shut, cells)), aside=aside)
        stopped = (Access("da", cells.letters), *aside)
        return [passing, Statement(target, (slope,), (n, _where(shut, cells)), aside=stopped)]

    def _compute(self) -> Mapping[str, Array]:
        return {"dz": activation_backward(self._name, self.inputs["da"], self.inputs["z"])}


def _where(chosen: NDArray[np.bool_], cells: EachCell) -> Table:
    """Return the chosen cells of the sample, as far as their channels are followed."""
    followed = np.zeros_like(chosen)
    followed[..., cells.loops["c"]] = True
    return Table(**dict(zip(cells.loops, np.nonzero(chosen & followed), strict=True)))
