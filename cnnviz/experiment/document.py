"""The document: an image and the layers that it goes through, frozen; every edit makes a new one."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Geometry, Padding, window_geometry
from cnnviz.engine.padding import PaddingMode, source_indices
from cnnviz.experiment.kernels import PRESETS, default_names, preset, resized

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Window:
    """How a layer's windows lie: sizes as (rows, columns), padding by name or in numbers."""

    kernel_size: tuple[int, int] = (3, 3)
    stride: tuple[int, int] = (1, 1)
    padding: Padding = "same"
    dilation: tuple[int, int] = (1, 1)
    padding_mode: PaddingMode = "zeros"

    def changed(self, **settings: Any) -> "Window":
        """Return these windows with some settings replaced."""
        return replace(self, **settings)

    def over(self, shape: tuple[int, int]) -> Geometry:
        """Lay the windows over an input of `shape` (height, width).

        Raises
        ------
        ValueError
            Where that is impossible, with a sentence that says why.
        """
        geometry = window_geometry(
            shape, self.kernel_size, stride=self.stride, padding=self.padding, dilation=self.dilation
        )
        for axis in (geometry.rows, geometry.columns):
            source_indices(axis.size, axis.before, axis.after, self.padding_mode)
        return geometry


@dataclass(frozen=True, eq=False)
class Convolution:
    """A convolution layer: its windows, its kernels and one bias per filter.

    `weight` has shape (rows, columns, channels, filters); `names` says which preset each filter is, "" for a
    hand-made one.
    """

    window: Window
    weight: Array
    bias: Array
    names: tuple[str, ...]

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
        bias = np.concatenate([self.bias[:kept], np.zeros(len(more))])
        return replace(self, weight=_frozen(weight), bias=_frozen(bias), names=self.names[:kept] + more)

    def with_preset(self, filter_: int, name: str) -> "Convolution":
        """Return this layer with filter `filter_` set to the preset `name`."""
        weight = self.weight.copy()
        weight[..., filter_] = preset(name, self.window.kernel_size, self.channels)
        names = (*self.names[:filter_], name, *self.names[filter_ + 1 :])
        return replace(self, weight=_frozen(weight), names=names)

    def _kernels(self, size: tuple[int, int], channels: int) -> Array:
        return _frozen(np.stack([self._kernel(i, size, channels) for i in range(self.filters)], axis=3))

    def _kernel(self, filter_: int, size: tuple[int, int], channels: int) -> Array:
        if self.names[filter_] in PRESETS:
            return preset(self.names[filter_], size, channels)
        kernel = resized(self.weight[..., filter_], size)
        if channels != self.channels:
            kernel = np.repeat(kernel.mean(axis=2, keepdims=True), channels, axis=2)
        return kernel


@dataclass(frozen=True, eq=False)
class Experiment:
    """What a person has set up.

    Parameters
    ----------
    image : (height, width, channels), read-only
    layers : what the image goes through, first to last
    image_name : what the image is called on the screen
    """

    image: Array
    layers: tuple[Convolution, ...]
    image_name: str = "image"

    def __post_init__(self) -> None:
        self.shapes  # noqa: B018  # an experiment that cannot run cannot be made

    @cached_property
    def shapes(self) -> tuple[tuple[int, int, int], ...]:
        """(height, width, channels) of the image and of each layer's output."""
        shapes = [self.image.shape]
        for layer in self.layers:
            shapes.append((*layer.window.over(shapes[-1][:2]).output, layer.filters))
        return tuple(shapes)

    def geometry(self, index: int) -> Geometry:
        """Return the windows of layer `index` over its input."""
        return self.layers[index].window.over(self.shapes[index][:2])

    def with_layer(self, index: int, layer: Convolution) -> "Experiment":
        """Return this experiment with layer `index` replaced; the layers behind it are fitted to what it gives."""
        return replace(
            self, layers=_fitted((*self.layers[:index], layer, *self.layers[index + 1 :]), self.image)
        )

    def with_image(self, image: Array, name: str) -> "Experiment":
        """Return this experiment over another image, the layers fitted to it."""
        return Experiment(_frozen(image), _fitted(self.layers, image), name)


def convolution(window: Window, channels: int, names: tuple[str, ...] | int = 1) -> Convolution:
    """Make a convolution of preset kernels with zero bias."""
    chosen = default_names(names) if isinstance(names, int) else names
    weight = np.stack([preset(name, window.kernel_size, channels) for name in chosen], axis=3)
    return Convolution(window, _frozen(weight), _frozen(np.zeros(len(chosen))), chosen)


def _unseen(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    fresh = [name for name in PRESETS if name not in names]
    again = default_names(max(count - len(fresh), 0))
    return (*fresh, *again)[: max(count, 0)]


def _fitted(layers: tuple[Convolution, ...], image: Array) -> tuple[Convolution, ...]:
    """Return `layers` with channels that follow from one to the next and windows that lie on what they get."""
    height, width, channels = image.shape
    fitted = []
    for layer in layers:
        window = _possible(layer.window, (height, width))
        fitted.append(layer.with_channels(channels).with_window(window))
        height, width = window.over((height, width)).output
        channels = layer.filters
    return tuple(fitted)


def _possible(window: Window, shape: tuple[int, int]) -> Window:
    """Return `window`, changed as little as it takes to lie on an input of `shape`."""
    same = replace(window, padding="same")
    zeros = replace(same, padding_mode="zeros")
    for candidate in (window, same, zeros):
        try:
            candidate.over(shape)
        except ValueError:
            continue
        return candidate
    return replace(zeros, kernel_size=(1, 1), dilation=(1, 1))


def _frozen(array: Array) -> Array:
    result = np.array(array, float)
    result.setflags(write=False)
    return result
