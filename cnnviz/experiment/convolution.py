"""The convolution layer: its kernels, their names and its bias, each fitted to what it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.experiment.arrays import Array, image_shape
from cnnviz.experiment.kernels.presets import name_of, preset, shipped, suggested
from cnnviz.experiment.kernels.profiles import Kernel, in_channels, reframed
from cnnviz.experiment.layer import BaseLayer
from cnnviz.experiment.windows import Window, possible


@dataclass(frozen=True, eq=False)
class Convolution(BaseLayer):
    """A convolution layer: its windows, its kernels and its bias.

    `weight` has shape (rows, columns, channels / groups, filters); `bias` has one value per filter, or one per output
    position in the output's own shape; `names` says which preset each filter is, "" for a hand-made one; with `groups`
    each filter reads only the channels of its own group.
    """

    window: Window
    weight: Array
    bias: Array
    names: tuple[str, ...]
    groups: int = 1
    title: ClassVar[str] = "Convolution"

    def fitted(self, shape: Shape) -> "Convolution":
        """Return this layer for an input of `shape`, its windows changed as little as it takes.

        Of a bias per position the middle stays in the middle; new positions get the mean of their filter.
        """
        height, width, channels = image_shape(shape, self.title)
        layer = self.with_channels(channels).with_window(possible(self.window, (height, width)))
        rows, columns, _ = layer.output(shape)
        if not layer.per_position or layer.bias.shape[:2] == (rows, columns):
            return layer
        mean = layer.bias.mean(axis=(0, 1))
        return replace(layer, bias=frozen(reframed(layer.bias, (rows, columns), mean)))

    def output(self, shape: Shape) -> tuple[int, int, int]:
        """Return the output's shape for an input of `shape`."""
        height, width, _ = image_shape(shape, self.title)
        return (*self.window.over((height, width)).output, self.filters)

    @property
    def parameters(self) -> Mapping[str, Array]:
        """The weight and the bias."""
        return {"weight": self.weight, "bias": self.bias}

    def with_parameters(self, **parameters: NDArray[Any]) -> "Convolution":
        """Return this layer with another weight, or bias, of the same shape.

        A filter that changes is called as the preset that it is then, if it is one.
        """
        changed: dict[str, Any] = {name: frozen(array) for name, array in parameters.items()}
        layer = replace(self, **changed)
        names = (
            name if np.array_equal(self.kernel(f), layer.kernel(f)) else name_of(layer.kernel(f), name)
            for f, name in enumerate(self.names)
        )
        return replace(layer, names=tuple(names))

    @property
    def filters(self) -> int:
        """Number of filters."""
        return int(self.weight.shape[3])

    @property
    def channels(self) -> int:
        """Number of input channels."""
        return int(self.weight.shape[2])

    @property
    def per_position(self) -> bool:
        """Whether there is a bias for each output position."""
        return self.bias.ndim == 3

    def kernel(self, filter_: int) -> Kernel:
        """Return the kernel of a filter: (rows, columns, channels)."""
        return self.weight[..., filter_]

    def with_window(self, window: Window) -> "Convolution":
        """Return this layer with other windows: presets are made anew in their size, others keep their middle."""
        if window == self.window:
            return self  # the very same, so that nobody looks for what has changed
        if window.kernel_size == self.window.kernel_size:
            return replace(self, window=window)
        return replace(self._fitting(window.kernel_size, self.channels), window=window)

    def with_channels(self, channels: int) -> "Convolution":
        """Return this layer for an input of `channels`, hand-made kernels as `in_channels` has them."""
        return self if channels == self.channels else self._fitting(self.window.kernel_size, channels)

    def with_filters(self, count: int) -> "Convolution":
        """Return this layer with `count` filters: new ones are presets not yet seen, the last ones go first."""
        kept = self.rearranged(range(min(count, self.filters)))
        more = suggested(count - kept.filters, kept.names)
        added = [preset(name, self.window.kernel_size, self.channels) for name in more]
        weight = np.stack([*np.moveaxis(kept.weight, 3, 0), *added], axis=3)
        bias = np.concatenate([kept.bias, np.zeros((*self.bias.shape[:-1], len(more)))], axis=-1)
        return replace(self, weight=frozen(weight), bias=frozen(bias), names=kept.names + more)

    def rearranged(self, order: Sequence[int]) -> "Convolution":
        """Return this layer with the filters `order`: one that is named twice is doubled, one that is not goes."""
        chosen = list(order)
        return replace(
            self,
            weight=frozen(self.weight[..., chosen]),
            bias=frozen(self.bias[..., chosen]),
            names=tuple(self.names[filter_] for filter_ in chosen),
        )

    def with_channel_order(self, order: Sequence[int]) -> "Convolution":
        """Return this layer for an input whose channels come in `order`, some of them twice or not at all."""
        return replace(self, weight=frozen(self.weight[:, :, list(order)]))

    def with_preset(self, filter_: int, name: str) -> "Convolution":
        """Return this layer with filter `filter_` set to the shipped preset `name`."""
        return self.with_kernel(filter_, preset(name, self.window.kernel_size, self.channels), name)

    def with_kernel(self, filter_: int, kernel: Kernel, name: str | None = None) -> "Convolution":
        """Return this layer with another kernel, of the same shape, for a filter.

        Without a name it is called as the preset that it is, if it is one.
        """
        weight = self.weight.copy()
        weight[..., filter_] = kernel
        if name is None:
            return self.with_parameters(weight=weight)
        names = (*self.names[:filter_], name, *self.names[filter_ + 1 :])
        return replace(self, weight=frozen(weight), names=names)

    def with_bias(self, filter_: int, value: float) -> "Convolution":
        """Return this layer with another bias for a filter, the same at every position."""
        bias = self.bias.copy()
        bias[..., filter_] = value
        return replace(self, bias=frozen(bias))

    def with_biases(self, bias: Array) -> "Convolution":
        """Return this layer with another bias, of the same shape."""
        return replace(self, bias=frozen(bias))

    def with_bias_per_position(self, shape: Shape) -> "Convolution":
        """Return this layer with a bias for each position of its output for an input of `shape`: as it was."""
        return (
            self
            if self.per_position
            else replace(self, bias=frozen(np.broadcast_to(self.bias, self.output(shape))))
        )

    def with_bias_per_filter(self) -> "Convolution":
        """Return this layer with one bias per filter: the mean over the positions."""
        if not self.per_position:
            return self
        alike = (self.bias == self.bias[0, 0]).all(axis=(0, 1))
        return replace(self, bias=frozen(np.where(alike, self.bias[0, 0], self.bias.mean(axis=(0, 1)))))

    def _fitting(self, size: tuple[int, int], channels: int) -> "Convolution":
        """Return this layer with its kernels in another size and number of channels."""
        kernels, names = zip(
            *(self._fitted_kernel(i, size, channels) for i in range(self.filters)), strict=True
        )
        return replace(self, weight=frozen(np.stack(kernels, axis=3)), names=names)

    def _fitted_kernel(self, filter_: int, size: tuple[int, int], channels: int) -> tuple[Kernel, str]:
        """Return a kernel in another shape with its name, which a hand-made one keeps only if it lost nothing."""
        kernel, name = self.kernel(filter_), self.names[filter_]
        if name in shipped():
            return preset(name, size, channels), name
        fitted = in_channels(reframed(kernel, size), channels)
        back = in_channels(reframed(fitted, self.window.kernel_size), self.channels)
        return fitted, name if np.array_equal(back, kernel) else ""


def convolution(window: Window, channels: int, names: tuple[str, ...] | int = 1) -> Convolution:
    """Make a convolution of preset kernels with zero bias."""
    chosen = suggested(names) if isinstance(names, int) else names
    weight = np.stack([preset(name, window.kernel_size, channels) for name in chosen], axis=3)
    return Convolution(window, frozen(weight), frozen(np.zeros(len(chosen))), chosen)
