"""From the last output to the loss and back to the first gradient, cell by cell.

A loss here is that of the one sample that is followed.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.engine.arrays import same_shape
from cnnviz.engine.loss import mse
from cnnviz.trace.elementwise import each
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Constant, Statement, Table, as_floats, constant

SINGLE = Table(z=[0])
LOSS = Access("loss", "z")
_SINGLE_LOSS = {"loss": (1,)}


class SumLoss(LoopNest):
    """Add up all outputs: ``loss[0] += y``. One step is one cell, row-major.

    Parameters
    ----------
    y : (n, h, w, c) or (n, units)
    sample : what is followed of it
    """

    def __init__(self, y: Array, *, sample: int = 0, finished: Mapping[str, Array] | None = None) -> None:
        self._sample = sample
        cells = each(y.shape, sample)
        statement = Statement(LOSS, (Access("y", cells.letters),), (*cells.tables, SINGLE), accumulate=True)
        inputs, partial = {"y": as_floats(y)}, len(y) > 1
        super().__init__(
            inputs, _SINGLE_LOSS, cells.loops, cells.axes, [statement], finished, partial=partial
        )

    def _compute(self) -> Mapping[str, Array]:
        return {"loss": self.inputs["y"][self._sample].sum(keepdims=True).reshape(1)}


class CellLoss(LoopNest):
    """Take one output as it is: ``loss[0] = y[cell]``. One step.

    Parameters
    ----------
    y : (n, h, w, c) or (n, units)
    cell : the full index of the chosen output
    """

    def __init__(self, y: Array, cell: Sequence[int], *, finished: Mapping[str, Array] | None = None) -> None:
        self._cell = tuple(cell)
        cells = each(y.shape, self._cell[0])
        table = Table(**{letter: [place] for letter, place in zip(cells.letters, self._cell, strict=True)})
        loops = {letter: table.columns[letter] for letter in cells.loops}
        statement = Statement(LOSS, (Access("y", cells.letters),), (table, SINGLE))
        super().__init__({"y": as_floats(y)}, _SINGLE_LOSS, loops, cells.axes, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"loss": self.inputs["y"][self._cell].reshape(1)}


def derivative(name: str) -> str:
    """Return how the slope of the loss over something is written, where nothing else makes it."""
    return f"∂L/∂{name}"


class Upstream(LoopNest):
    """Write down the gradient that the backward pass begins with: ``dy = values``. One step is one cell, row-major.

    All ones for a sum of outputs, a single 1 for one output, or any numbers that somebody chose.

    Parameters
    ----------
    values : (n, h, w, c) or (n, units)
    label : what stands for a value in a formula
    sample : what is followed of it
    """

    def __init__(
        self,
        values: Array,
        label: str = "∂L/∂y",
        *,
        sample: int = 0,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        self._values = values = as_floats(values)
        cells = each(values.shape, sample)
        given = Constant(values, cells.letters, lambda _: label)
        statement = Statement(Access("dy", cells.letters), (given,), cells.tables)
        super().__init__({}, {"dy": values.shape}, cells.loops, cells.axes, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"dy": self._values}


class MseForward(LoopNest):
    """Average the squared differences: ``difference = y − target``, ``loss[0] += difference² / N``.

    One step is one cell, row-major.

    Parameters
    ----------
    y, target : (n, h, w, c) or (n, units)
    sample : what is followed of them
    """

    def __init__(
        self, y: Array, target: Array, *, sample: int = 0, finished: Mapping[str, Array] | None = None
    ) -> None:
        same_shape("target", target, y.shape, "the shape of y")
        self._sample = sample
        cells = each(y.shape, sample)
        difference = Access("difference", cells.letters)
        size = y[sample].size
        minus = constant(-1.0, "−1")
        statements = [
            Statement(difference, (Access("y", cells.letters),), cells.tables),
            Statement(difference, (minus, Access("target", cells.letters)), cells.tables),
            Statement(
                LOSS,
                (difference, difference, constant(1 / size, f"1/{size}")),
                (*cells.tables, SINGLE),
                accumulate=True,
            ),
        ]
        inputs = {"y": as_floats(y), "target": as_floats(target)}
        shapes, partial = {"difference": y.shape, **_SINGLE_LOSS}, len(y) > 1
        super().__init__(inputs, shapes, cells.loops, cells.axes, statements, finished, partial=partial)

    def _compute(self) -> Mapping[str, Array]:
        y, target = self.inputs["y"], self.inputs["target"]
        loss, _ = mse(y[self._sample], target[self._sample])
        return {"difference": y - target, "loss": np.array([loss])}


class MseBackward(LoopNest):
    """The slope of the mean square: ``dy = 2/N * difference``. One step is one cell, row-major.

    Parameters
    ----------
    difference : y − target, (n, h, w, c) or (n, units)
    sample : what is followed of it
    """

    def __init__(
        self, difference: Array, *, sample: int = 0, finished: Mapping[str, Array] | None = None
    ) -> None:
        cells = each(difference.shape, sample)
        size = difference[sample].size
        self._scale = 2 / size
        terms = constant(self._scale, f"2/{size}"), Access("difference", cells.letters)
        statement = Statement(Access("dy", cells.letters), terms, cells.tables)
        inputs, shapes = {"difference": as_floats(difference)}, {"dy": difference.shape}
        super().__init__(inputs, shapes, cells.loops, cells.axes, [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        return {"dy": self.inputs["difference"] * self._scale}
