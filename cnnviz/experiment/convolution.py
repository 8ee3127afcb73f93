"""The convolution layer: its kernels, their names and its bias, each fitted to what it gets."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from cnnviz.experiment.arrays import Array, Shape, frozen, image_shape
from cnnviz.experiment.kernels import PRESETS, default_names, preset, resized
from cnnviz.experiment.windows import Window, possible


@dataclass(frozen=True, eq=False)
class Convolution:
    """A convolution layer: its windows, its kernels and its bias.

    `weight` has shape (rows, columns, channels, filters); `bias` has one value per filter, or one per output
    position in the output's own shape; `names` says which preset each filter is, "" for a hand-made one.
    """

    window: Window
    weight: Array
    bias: Array
    names: tuple[str, ...]
    title: ClassVar[str] = "Convolution"

    def fitted(self, shape: Shape) -> "Convolution":
        """Return this layer for an input of `shape`, its windows changed as little as it takes."""
        height, width, channels = image_shape(shape, self.title)
        layer = self.with_channels(channels).with_window(possible(self.window, (height, width)))
        per_position = layer.output(shape)
        if layer.bias.ndim == 1 or layer.bias.shape == per_position:
            return layer
        return replace(layer, bias=frozen(np.zeros(per_position)))

    def output(self, shape: Shape) -> Shape:
        """Return the output's shape for an input of `shape`."""
        height, width, _ = image_shape(shape, self.title)
        return (*self.window.over((height, width)).output, self.filters)

    @property
    def filters(self) -> int:
        """Number of filters."""
        return int(self.weight.shape[3])

    @property
    def channels(self) -> int:
        """Number of input channels."""
        return int(self.weight.shape[2])

    def with_window(self, window: Window) -> "Convolution":
        """Return this layer with other windows: presets are made anew in their size, others keep their middle."""
        if window.kernel_size == self.window.kernel_size:
            return replace(self, window=window)
        return replace(self, window=window, weight=self._kernels(window.kernel_size, self.channels))

    def with_channels(self, channels: int) -> "Convolution":
        """Return this layer for an input of `channels`; a hand-made kernel gets its mean over channels in each."""
        if channels == self.channels:
            return self
        return replace(self, weight=self._kernels(self.window.kernel_size, channels))

    def with_filters(self, count: int) -> "Convolution":
        """Return this layer with `count` filters: new ones are presets not yet seen, the last ones go first."""
        kept = min(count, self.filters)
        more = _unseen(self.names[:kept], count - kept)
        added = [preset(name, self.window.kernel_size, self.channels) for name in more]
        weight = np.stack([*np.moveaxis(self.weight[..., :kept], 3, 0), *added], axis=3)
        bias = np.concatenate([self.bias[..., :kept], np.zeros((*self.bias.shape[:-1], len(more)))], axis=-1)
        return replace(self, weight=frozen(weight), bias=frozen(bias), names=self.names[:kept] + more)

    def with_preset(self, filter_: int, name: str) -> "Convolution":
        """Return this layer with filter `filter_` set to the preset `name`."""
        weight = self.weight.copy()
        weight[..., filter_] = preset(name, self.window.kernel_size, self.channels)
        names = (*self.names[:filter_], name, *self.names[filter_ + 1 :])
        return replace(self, weight=frozen(weight), names=names)

    def _kernels(self, size: tuple[int, int], channels: int) -> Array:
        return frozen(np.stack([self._kernel(i, size, channels) for i in range(self.filters)], axis=3))

    def _kernel(self, filter_: int, size: tuple[int, int], channels: int) -> Array:
        if self.names[filter_] in PRESETS:
            return preset(self.names[filter_], size, channels)
        kernel = resized(self.weight[..., filter_], size)
        if channels != self.channels:
            kernel = np.repeat(kernel.mean(axis=2, keepdims=True), channels, axis=2)
        return kernel


def convolution(window: Window, channels: int, names: tuple[str, ...] | int = 1) -> Convolution:
    """Make a convolution of preset kernels with zero bias."""
    chosen = default_names(names) if isinstance(names, int) else names
    weight = np.stack([preset(name, window.kernel_size, channels) for name in chosen], axis=3)
    return Convolution(window, frozen(weight), frozen(np.zeros(len(chosen))), chosen)


def _unseen(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    fresh = [name for name in PRESETS if name not in names]
    again = default_names(max(count - len(fresh), 0))
    return (*fresh, *again)[: max(count, 0)]
