"""Gradient descent cell by cell."""

from collections.abc import Mapping

import numpy as np

from cnnviz.engine.arrays import same_shape
from cnnviz.engine.descent import sgd_step
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Statement, Table, as_floats, constant

# Kernels are gone through one after another, each row by row.
_ORDERS = {
    4: {"f": "filter", "k": "channel", "u": "row", "v": "column"},
    3: {"h": "row", "w": "column", "f": "filter"},
    2: {"i": "input", "o": "unit"},
    1: {"f": "filter"},
}
_LETTERS = {4: "uvkf", 3: "hwf", 2: "io", 1: "f"}


class Descent(LoopNest):
    """Take a step against the slope: ``weight_new = weight + (−η) * dweight``.

    One step is one cell: of kernels in the order filter, channel, row, column, of anything else row-major.

    Parameters
    ----------
    parameter, gradient : alike in shape, with one to four axes
    learning_rate : η
    name : what the parameter is called; its gradient is "d" and the name, the result the name and "_new"
    """

    def __init__(
        self,
        parameter: Array,
        gradient: Array,
        learning_rate: float,
        name: str = "weight",
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        same_shape("gradient", gradient, parameter.shape, "the shape of the parameter")
        self._name, self._rate = name, learning_rate
        letters, order = _LETTERS[parameter.ndim], _ORDERS[parameter.ndim]
        sizes = dict(zip(letters, parameter.shape, strict=True))
        loops = {letter: np.arange(sizes[letter]) for letter in order}
        tables = tuple(Table(**{letter: loop}) for letter, loop in loops.items())
        rate = constant(-float(learning_rate), "−η")
        target = Access(name + "_new", letters)
        statements = [
            Statement(target, (Access(name, letters),), tables),
            Statement(target, (rate, Access("d" + name, letters)), tables),
        ]
        inputs = {name: as_floats(parameter), "d" + name: as_floats(gradient)}
        shapes = {name + "_new": parameter.shape}
        super().__init__(inputs, shapes, loops, tuple(order.values()), statements, finished)

    def _compute(self) -> Mapping[str, Array]:
        name = self._name
        return {name + "_new": sgd_step(self.inputs[name], self.inputs["d" + name], self._rate)}
