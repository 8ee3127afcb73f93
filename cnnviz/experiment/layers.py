"""What an image can go through: frozen layers, each fitted to the shape that it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any, ClassVar, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.engine.pooling import Ties
from cnnviz.experiment.arrays import Array, image_shape
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layer import BaseLayer
from cnnviz.experiment.windows import PoolingWindow, possible
from cnnviz.frozen import frozen_dataclass

MOST_WEIGHTS = 4_000_000
"""Weights that a linear layer may have."""
TIES_WORDS: dict[Ties, str] = {
    "first": "the first gets the gradient",
    "all": "all get it whole",
    "split": "they share it",
}
ACTIVATION_NAMES = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "identity": "Identity",
}


@frozen_dataclass()
class Activation(BaseLayer):
    """A function of each number: relu, leaky_relu, sigmoid, tanh or identity."""

    name: str = "relu"
    title: ClassVar[str] = "Activation"


@frozen_dataclass()
class Pooling(BaseLayer):
    """What both poolings share: their windows."""

    window: PoolingWindow = field(default_factory=PoolingWindow)

    def fitted(self, shape: Shape) -> Self:
        """Return this layer for an input of `shape`, its windows changed as little as it takes."""
        height, width, _ = image_shape(shape, self.title)
        return replace(self, window=possible(self.window, (height, width)))

    def with_window(self, window: PoolingWindow) -> Self:
        """Return this layer with other windows."""
        return replace(self, window=window)

    def output(self, shape: Shape) -> Shape:
        """Return the output's shape for an input of `shape`."""
        height, width, channels = image_shape(shape, self.title)
        return (*self.window.over((height, width)).output, channels)


@frozen_dataclass()
class MaxPooling(Pooling):
    """The largest of each window; `ties` says who gets the gradient where several are."""

    ties: Ties = "first"
    title: ClassVar[str] = "Max pooling"


@frozen_dataclass()
class AveragePooling(Pooling):
    """The mean of each window; `count_include_pad` says whether padding counts."""

    count_include_pad: bool = True
    title: ClassVar[str] = "Average pooling"


@frozen_dataclass()
class GlobalAveragePooling(BaseLayer):
    """Of each channel the mean over the whole image."""

    title: ClassVar[str] = "Global average pooling"

    def fitted(self, shape: Shape) -> Self:
        """Return this layer for an image."""
        image_shape(shape, self.title)
        return self

    def output(self, shape: Shape) -> Shape:
        """Return the number of channels."""
        return (image_shape(shape, self.title)[2],)


@frozen_dataclass()
class Flatten(BaseLayer):
    """An image as one list of numbers, row by row."""

    title: ClassVar[str] = "Flatten"

    def fitted(self, shape: Shape) -> Self:
        """Return this layer for an image."""
        image_shape(shape, self.title)
        return self

    def output(self, shape: Shape) -> Shape:
        """Return the number of numbers."""
        height, width, channels = image_shape(shape, self.title)
        return (height * width * channels,)


@frozen_dataclass(eq=False)
class Linear(BaseLayer):
    """Every output sums over all inputs; `weight` has shape (inputs, units)."""

    weight: Array
    bias: Array
    title: ClassVar[str] = "Linear"

    @property
    def parameters(self) -> Mapping[str, Array]:
        """The weight and the bias."""
        return {"weight": self.weight, "bias": self.bias}

    def with_parameters(self, **parameters: NDArray[Any]) -> "Linear":
        """Return this layer with another weight, or bias, of the same shape."""
        return replace(self, **{name: frozen(array) for name, array in parameters.items()})

    @property
    def units(self) -> int:
        """Number of outputs."""
        return len(self.bias)

    def fitted(self, shape: Shape) -> "Linear":
        """Return this layer for a list of numbers; weights are drawn anew where their number changes."""
        if len(shape) != 1:
            raise ValueError("a linear layer takes a list of numbers: put Flatten before it")
        return self if shape[0] == len(self.weight) else linear_layer(shape[0], self.units)

    def with_units(self, units: int) -> "Linear":
        """Return this layer with so many outputs: those that stay keep their weights, new ones are drawn."""
        kept, new = min(units, self.units), linear_layer(len(self.weight), units)
        weight = np.concatenate([self.weight[:, :kept], new.weight[:, kept:]], axis=1)
        return Linear(frozen(weight), frozen(np.concatenate([self.bias[:kept], new.bias[kept:]])))

    def with_channel_order(self, order: Sequence[int | None], channels: int) -> "Linear":
        """Return this layer for a list made of an image whose `channels` come in `order` now, as in a convolution.

        Weights for new ones, None, are drawn.
        """
        by_channel = self.weight.reshape(-1, channels, self.units)
        drawn_anew = linear_layer(len(by_channel) * len(order), self.units).weight
        ordered = drawn_anew.reshape(len(by_channel), len(order), self.units).copy()
        for place, at in enumerate(order):
            if at is not None:
                ordered[:, place] = by_channel[:, at]
        return replace(self, weight=frozen(ordered.reshape(-1, self.units)))

    def initialised(self, method: str, seed: int) -> "Linear":
        """Return this layer with weights drawn at random by one of `METHODS`."""
        from cnnviz.experiment.kernels.initialise import drawn  # a start does not wait for it

        return replace(self, weight=frozen(drawn(method, seed, self.weight.shape)))

    def output(self, shape: Shape) -> Shape:
        """Return the number of units."""
        return (self.units,)


@frozen_dataclass()
class SwitchedOff(BaseLayer):
    """A layer that the run goes past, as it is; it is fitted again when it is switched on."""

    layer: "ActiveLayer"

    @property
    def title(self) -> str:  # type: ignore[override]  # it is called as the layer is
        """What the layer is called."""
        return self.layer.title


ActiveLayer: TypeAlias = (
    Convolution | Activation | MaxPooling | AveragePooling | GlobalAveragePooling | Flatten | Linear
)
Layer: TypeAlias = ActiveLayer | SwitchedOff
Windowed: TypeAlias = Convolution | MaxPooling | AveragePooling


def linear_layer(inputs: int, units: int) -> Linear:
    """Make a linear layer of Glorot's uniform weights, the same every time, and zero bias.

    Raises
    ------
    ValueError
        For more than `MOST_WEIGHTS`, before any is drawn.
    """
    if inputs * units > MOST_WEIGHTS:
        most = MOST_WEIGHTS // 10**6
        raise ValueError(
            f"a linear layer of {inputs} inputs and {units} units has {inputs * units / 1e6:.1f} million weights, "
            f"and up to {most} million are offered: pooling before it, or a smaller image, leaves fewer inputs"
        )
    from cnnviz.experiment.kernels.initialise import drawn

    weight = drawn("glorot", inputs * 1000 + units, (inputs, units))
    return Linear(frozen(weight), frozen(np.zeros(units)))
