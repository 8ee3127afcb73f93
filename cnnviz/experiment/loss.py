"""What is made of the last output: a number to make small, or a gradient that is simply given."""

from dataclasses import replace
from typing import Literal, TypeAlias

import numpy as np

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.experiment.arrays import Array
from cnnviz.frozen import NamedTuple, frozen_dataclass

LossName: TypeAlias = Literal["sum", "cell", "mse", "cross_entropy", "sigmoid_slope", "typed"]

LOSSES: dict[LossName, str] = {
    "sum": "sum of outputs",
    "cell": "one output",
    "mse": "mean squared error",
    "cross_entropy": "softmax cross-entropy",
    "sigmoid_slope": "slope of the sigmoid",
    "typed": "a given gradient",
}


class Aim(NamedTuple):
    """What becomes of a loss, or of what stands for one, where an update goes a step against its gradient.

    Parameters
    ----------
    falls : what the gradient is that of, and so what falls
    learns : whether it says how wrong the outputs are, so that to make it small is to learn
    """

    falls: str
    learns: bool


AIMS: dict[LossName, Aim] = {
    "sum": Aim("the sum of the outputs", learns=False),
    "cell": Aim("the chosen output", learns=False),
    "mse": Aim("the loss", learns=True),
    "cross_entropy": Aim("the loss", learns=True),
    "sigmoid_slope": Aim("the sum of σ(output)", learns=False),
    "typed": Aim("the sum of upstream · output", learns=False),
}


@frozen_dataclass(eq=False)
class Loss:
    """A loss, or an upstream gradient, over an output of any shape.

    What belongs to one image stands at its place in `targets`, `labels` and `values`; `fitted` fills in the missing.

    Parameters
    ----------
    name : "sum" (upstream is all ones), "cell" (upstream is a single 1), "mse" to a target, "cross_entropy" against
        a class, "sigmoid_slope" (upstream is σ′ of the output), "typed" (upstream is what was typed)
    cell : the output that "cell" looks at
    targets : of "mse", in the output's shape; zeros where there is none
    labels : the right class of "cross_entropy"
    values : of "typed", in the output's shape; ones where there are none
    target_kernel : the preset whose output the targets are, for these images by these layers; "" where they are others
    """

    name: LossName = "sum"
    cell: tuple[int, ...] | None = None
    targets: tuple[Array, ...] = ()
    labels: tuple[int, ...] = ()
    values: tuple[Array, ...] = ()
    target_kernel: str = ""

    @property
    def aim(self) -> Aim:
        """What an update makes smaller."""
        return AIMS[self.name]

    def fitted(self, shape: Shape, images: int = 1) -> "Loss":
        """Return this loss for an output of `shape` of so many images: what does not fit is set to its default."""
        name: LossName = "sum" if self.name == "cross_entropy" and len(shape) != 1 else self.name
        cell = self.cell or tuple(size // 2 if axis < 2 else 0 for axis, size in enumerate(shape))
        if len(cell) != len(shape):
            cell = (0,) * len(shape)
        cell = tuple(min(at, size - 1) for at, size in zip(cell, shape, strict=True))
        labels = (*self.labels, *[0] * images)[:images]
        if len(shape) == 1:
            labels = tuple(min(label, shape[0] - 1) for label in labels)
        fits = len(self.targets) >= images and all(target.shape == shape for target in self.targets[:images])
        return replace(
            self,
            name=name,
            cell=cell,
            labels=labels,
            targets=_fitted(self.targets, shape, images, 0.0),
            values=_fitted(self.values, shape, images, 1.0),
            target_kernel=self.target_kernel if fits else "",
        )

    def with_target(self, sample: int, target: Array) -> "Loss":
        """Return this loss with another target for an image."""
        targets = _exchanged(self.targets, sample, frozen(target))
        return replace(self, targets=targets, target_kernel="")

    def with_values(self, sample: int, values: Array) -> "Loss":
        """Return this loss with another given gradient for an image."""
        return replace(self, values=_exchanged(self.values, sample, frozen(values)))

    def with_label(self, sample: int, label: int) -> "Loss":
        """Return this loss with another right class for an image."""
        return replace(self, labels=(*self.labels[:sample], label, *self.labels[sample + 1 :]))

    def why_not(self, name: LossName, shape: Shape) -> str | None:
        """Return why the loss `name` cannot be had over an output of `shape`, or None."""
        if name == "cross_entropy" and len(shape) != 1:
            return "softmax needs a list of numbers: put Flatten after the last layer"
        return None


def _fitted(arrays: tuple[Array, ...], shape: Shape, images: int, fill: float) -> tuple[Array, ...]:
    """Return an array of `shape` for each image: its own, where that fits, else one of `fill`."""
    kept = [array if array.shape == shape else None for array in arrays[:images]]
    return tuple(
        np.broadcast_to(fill, shape) if array is None else array  # which takes the memory of one number
        for array in (*kept, *[None] * (images - len(kept)))
    )


def _exchanged(arrays: tuple[Array, ...], place: int, array: Array) -> tuple[Array, ...]:
    return (*arrays[:place], array, *arrays[place + 1 :])
