"""What is made of the last output: a number to make small, or a gradient that is simply given."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

LossName: TypeAlias = Literal["sum", "cell", "mse", "cross_entropy", "sigmoid_slope", "typed"]

LOSSES: dict[LossName, str] = {
    "sum": "sum of outputs",
    "cell": "one output",
    "mse": "mean squared error",
    "cross_entropy": "softmax cross-entropy",
    "sigmoid_slope": "slope of the sigmoid",
    "typed": "a given gradient",
}


@dataclass(frozen=True, eq=False)
class Loss:
    """A loss, or an upstream gradient, over an output of any shape.

    Parameters
    ----------
    name : "sum" (upstream is all ones), "cell" (upstream is a single 1), "mse" to a target, "cross_entropy" against
        a class, "sigmoid_slope" (upstream is σ′ of the output), "typed" (upstream is what was typed)
    cell : the output that "cell" looks at
    target : of "mse"; zeros where None
    label : the right class of "cross_entropy"
    values : of "typed"; ones where None
    """

    name: LossName = "sum"
    cell: tuple[int, ...] | None = None
    target: NDArray[np.float64] | None = None
    label: int = 0
    values: NDArray[np.float64] | None = None

    def fitted(self, shape: tuple[int, ...]) -> "Loss":
        """Return this loss for an output of `shape`: what does not fit it is set to its default."""
        name: LossName = "sum" if self.name == "cross_entropy" and len(shape) != 1 else self.name
        cell = self.cell or tuple(size // 2 if axis < 2 else 0 for axis, size in enumerate(shape))
        if len(cell) != len(shape):
            cell = (0,) * len(shape)
        cell = tuple(min(at, size - 1) for at, size in zip(cell, shape, strict=True))
        label = min(self.label, shape[0] - 1) if len(shape) == 1 else self.label
        target = self.target if self.target is not None and self.target.shape == shape else np.zeros(shape)
        values = self.values if self.values is not None and self.values.shape == shape else np.ones(shape)
        return replace(self, name=name, cell=cell, label=label, target=target, values=values)

    def why_not(self, name: LossName, shape: tuple[int, ...]) -> str | None:
        """Return why the loss `name` cannot be had over an output of `shape`, or None."""
        if name == "cross_entropy" and len(shape) != 1:
            return "softmax needs a list of numbers: put Flatten behind the last layer"
        return None
