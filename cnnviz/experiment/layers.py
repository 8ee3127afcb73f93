"""What an image can go through: frozen layers, each fitted to the shape that it gets."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeAlias

import numpy as np

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.engine.pooling import Ties
from cnnviz.experiment.arrays import Array, image_shape
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.kernels.initialise import drawn
from cnnviz.experiment.windows import PoolingWindow, possible


@dataclass(frozen=True)
class Activation:
    """A function of each number: relu, leaky_relu, sigmoid, tanh or identity."""

    name: str = "relu"
    title: ClassVar[str] = "Activation"

    def fitted(self, shape: Shape) -> "Activation":
        """Return this layer: it takes any shape."""
        return self

    def output(self, shape: Shape) -> Shape:
        """Return the shape itself."""
        return shape


@dataclass(frozen=True)
class MaxPooling:
    """The largest of each window; `ties` says who gets the gradient where several are."""

    window: PoolingWindow = field(default_factory=PoolingWindow)
    ties: Ties = "first"
    title: ClassVar[str] = "Max pooling"

    def fitted(self, shape: Shape) -> "MaxPooling":
        """Return this layer for an input of `shape`, its windows changed as little as it takes."""
        height, width, _ = image_shape(shape, self.title)
        return replace(self, window=possible(self.window, (height, width)))

    def with_window(self, window: PoolingWindow) -> "MaxPooling":
        """Return this layer with other windows."""
        return replace(self, window=window)

    def output(self, shape: Shape) -> Shape:
        """Return the output's shape for an input of `shape`."""
        height, width, channels = image_shape(shape, self.title)
        return (*self.window.over((height, width)).output, channels)


@dataclass(frozen=True)
class AveragePooling:
    """The mean of each window; `count_include_pad` says whether padding counts."""

    window: PoolingWindow = field(default_factory=PoolingWindow)
    count_include_pad: bool = True
    title: ClassVar[str] = "Average pooling"

    def fitted(self, shape: Shape) -> "AveragePooling":
        """Return this layer for an input of `shape`, its windows changed as little as it takes."""
        height, width, _ = image_shape(shape, self.title)
        return replace(self, window=possible(self.window, (height, width)))

    def with_window(self, window: PoolingWindow) -> "AveragePooling":
        """Return this layer with other windows."""
        return replace(self, window=window)

    def output(self, shape: Shape) -> Shape:
        """Return the output's shape for an input of `shape`."""
        height, width, channels = image_shape(shape, self.title)
        return (*self.window.over((height, width)).output, channels)


@dataclass(frozen=True)
class Flatten:
    """An image as one list of numbers, row by row."""

    title: ClassVar[str] = "Flatten"

    def fitted(self, shape: Shape) -> "Flatten":
        """Return this layer for an image."""
        image_shape(shape, self.title)
        return self

    def output(self, shape: Shape) -> Shape:
        """Return the number of numbers."""
        height, width, channels = image_shape(shape, self.title)
        return (height * width * channels,)


@dataclass(frozen=True, eq=False)
class Linear:
    """Every output sums over all inputs; `weight` has shape (inputs, units)."""

    weight: Array
    bias: Array
    title: ClassVar[str] = "Linear"

    @property
    def units(self) -> int:
        """Number of outputs."""
        return len(self.bias)

    def fitted(self, shape: Shape) -> "Linear":
        """Return this layer for a list of numbers; weights are drawn anew where their number changes."""
        if len(shape) != 1:
            raise ValueError("a linear layer takes a list of numbers: put Flatten before it")
        return self if shape[0] == len(self.weight) else linear(shape[0], self.units)

    def with_units(self, units: int) -> "Linear":
        """Return this layer with so many outputs: those that stay keep their weights, new ones are drawn."""
        kept, new = min(units, self.units), linear(len(self.weight), units)
        weight = np.concatenate([self.weight[:, :kept], new.weight[:, kept:]], axis=1)
        return Linear(frozen(weight), frozen(np.concatenate([self.bias[:kept], new.bias[kept:]])))

    def with_channel_order(self, order: Sequence[int], channels: int) -> "Linear":
        """Return this layer for a list made of an image whose `channels` come in `order` now, as in a convolution."""
        by_channel = self.weight.reshape(-1, channels, self.units)
        return replace(self, weight=frozen(by_channel[:, list(order)].reshape(-1, self.units)))

    def initialised(self, method: str, seed: int) -> "Linear":
        """Return this layer with weights drawn at random by one of `METHODS`."""
        return replace(self, weight=frozen(drawn(method, seed, self.weight.shape)))

    def output(self, shape: Shape) -> Shape:
        """Return the number of units."""
        return (self.units,)


@dataclass(frozen=True)
class SwitchedOff:
    """A layer that the run goes past; it is fitted again when it is switched on."""

    layer: "ActiveLayer"

    @property
    def title(self) -> str:
        """What the layer is called."""
        return self.layer.title

    def fitted(self, shape: Shape) -> "SwitchedOff":
        """Return this layer: it takes any shape."""
        return self

    def output(self, shape: Shape) -> Shape:
        """Return the shape itself."""
        return shape


ActiveLayer: TypeAlias = Convolution | Activation | MaxPooling | AveragePooling | Flatten | Linear
Layer: TypeAlias = ActiveLayer | SwitchedOff
Windowed: TypeAlias = Convolution | MaxPooling | AveragePooling


def linear(inputs: int, units: int) -> Linear:
    """Make a linear layer of Glorot's uniform weights, the same every time, and zero bias."""
    weight = drawn("glorot", inputs * 1000 + units, (inputs, units))
    return Linear(frozen(weight), frozen(np.zeros(units)))
