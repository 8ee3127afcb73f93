"""The convolution layer: its kernels, their names and its bias, each fitted to what it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.experiment import biases
from cnnviz.experiment.arrays import Array, image_shape
from cnnviz.experiment.groups import (
    channels_of,
    most_groups,
    order_for,
    orders_between,
    orders_within,
    why_not_groups,
)
from cnnviz.experiment.kernels.presets import fitted_kernel, name_of, preset, suggested
from cnnviz.experiment.kernels.profiles import Kernel, in_channel_order, kept_channels
from cnnviz.experiment.layer import BaseLayer
from cnnviz.experiment.windows import Window, possible
from cnnviz.frozen import frozen_dataclass


@frozen_dataclass(eq=False)
class Convolution(BaseLayer):
    """A convolution layer: its windows, its kernels and its bias.

    `weight` has shape (rows, columns, channels / groups, filters); `bias` has one value per filter, or one per output
    position in the output's own shape; `names` says which preset each filter is, "" for a hand-made one; with `groups`
    each filter reads only the channels of its own group.

    Raises
    ------
    ValueError
        Where the filters cannot be shared out among the groups.
    """

    window: Window
    weight: Array
    bias: Array
    names: tuple[str, ...]
    groups: int = 1
    title: ClassVar[str] = "Convolution"

    def __post_init__(self) -> None:
        reason = self.why_not_groups(self.groups)
        if reason is not None:
            raise ValueError(reason)

    def fitted(self, shape: Shape) -> "Convolution":
        """Return this layer for an input of `shape`, its windows and groups changed as little as it takes.

        Of a bias per position the middle stays in the middle; new positions get the mean of their filter.
        """
        height, width, channels = image_shape(shape, self.title)
        layer = self.with_channels(channels).with_window(possible(self.window, (height, width)))
        return layer.with_biases(biases.fitted(layer.bias, layer.output(shape)[:2]))

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
    def depth(self) -> int:
        """Number of channels that a filter reads."""
        return int(self.weight.shape[2])

    @property
    def channels(self) -> int:
        """Number of input channels."""
        return self.depth * self.groups

    def channels_of(self, filter_: int) -> range:
        """Return the channels that a filter reads."""
        return channels_of(filter_, self.weight.shape, self.groups)

    def why_not_groups(self, groups: int) -> str | None:
        """Return why there cannot be so many groups, or None where there can."""
        return why_not_groups(groups, self.channels, self.filters)

    @property
    def per_position(self) -> bool:
        """Whether there is a bias for each output position."""
        return biases.is_per_position(self.bias)

    def kernel(self, filter_: int) -> Kernel:
        """Return the kernel of a filter: (rows, columns, channels)."""
        return self.weight[..., filter_]

    def with_window(self, window: Window) -> "Convolution":
        """Return this layer with other windows: presets are made anew in their size, others keep their middle."""
        if window == self.window:
            return self  # the very same, so that nobody looks for what has changed
        if window.kernel_size == self.window.kernel_size:
            return replace(self, window=window)
        fitted = self._fitting(window.kernel_size, [range(self.depth)] * self.filters)
        return replace(fitted, window=window)

    def with_channels(self, channels: int) -> "Convolution":
        """Return this layer for an input of `channels`, in as many of its groups as can share them.

        Hand-made kernels are fitted as `in_channels` has it.
        """
        if channels == self.channels:
            return self
        groups = most_groups(self.groups, channels, self.filters)
        order = kept_channels(self.depth, channels // groups)
        return self._fitting(self.window.kernel_size, [order] * self.filters, groups)

    def with_groups(self, groups: int) -> "Convolution":
        """Return this layer in other groups: of channels still read the weights stay, new ones get their mean.

        Raises
        ------
        ValueError
            Where channels or filters cannot be shared out among them.
        """
        reason = self.why_not_groups(groups)
        if reason is not None:
            raise ValueError(reason)
        orders = orders_between(self.weight.shape, self.groups, groups)
        return self._fitting(self.window.kernel_size, orders, groups)

    def with_filters(self, number: int) -> "Convolution":
        """Return this layer with so many filters: of each group the last ones go, or new ones come behind them."""
        return self.rearranged(order_for(number, self.filters, self.groups))

    def rearranged(self, order: Sequence[int | None]) -> "Convolution":
        """Return this layer with the filters `order`: one that is named twice is doubled, one that is not goes.

        None is a new one: a preset not yet seen, with zero bias. The place of a filter decides its group.
        """
        kept = [at for at in order if at is not None]
        new = suggested(len(order) - len(kept), [self.names[at] for at in kept])
        kernels = [preset(name, self.window.kernel_size, self.depth) for name in new]
        weight = np.stack([*np.moveaxis(self.weight, 3, 0), *kernels], axis=3)
        bias = np.concatenate([self.bias, np.zeros((*self.bias.shape[:-1], len(new)))], axis=-1)
        names, fresh = self.names + new, count(self.filters)
        chosen = [next(fresh) if at is None else at for at in order]
        return replace(
            self,
            weight=frozen(weight[..., chosen]),
            bias=frozen(bias[..., chosen]),
            names=tuple(names[at] for at in chosen),
        )

    def with_channel_order(self, order: Sequence[int | None]) -> "Convolution":
        """Return this layer for an input whose channels come in `order`, some of them twice or not at all.

        None is a new one: it gets the mean of the weights for the others.

        Raises
        ------
        ValueError
            Where a filter would have to read a channel of another group.
        """
        reason = why_not_groups(self.groups, len(order), self.filters)
        if reason is not None:
            raise ValueError(reason)
        orders, each = orders_within(order, self.channels, self.groups), self.filters // self.groups
        kernels = [in_channel_order(self.kernel(f), orders[f // each]) for f in range(self.filters)]
        return replace(self, weight=frozen(np.stack(kernels, axis=3)))

    def with_preset(self, filter_: int, name: str) -> "Convolution":
        """Return this layer with filter `filter_` set to the shipped preset `name`."""
        return self.with_kernel(filter_, preset(name, self.window.kernel_size, self.depth), name)

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
        return self.with_biases(biases.with_value(self.bias, filter_, value))

    def with_biases(self, bias: Array) -> "Convolution":
        """Return this layer with another bias; with the very same it is itself."""
        return self if bias is self.bias else replace(self, bias=frozen(bias))

    def with_bias_per_position(self, shape: Shape) -> "Convolution":
        """Return this layer with a bias for each position of its output for an input of `shape`: as it was."""
        return self.with_biases(biases.per_position(self.bias, self.output(shape)))

    def with_bias_per_filter(self) -> "Convolution":
        """Return this layer with one bias per filter: the mean over the positions."""
        return self.with_biases(biases.per_filter(self.bias))

    def _fitting(
        self, size: tuple[int, int], orders: Sequence[Sequence[int | None]], groups: int | None = None
    ) -> "Convolution":
        """Return this layer with its kernels in another size, each with its channels in an order, in `groups`."""
        fitted = (fitted_kernel(self.kernel(f), name, size, orders[f]) for f, name in enumerate(self.names))
        kernels, names = zip(*fitted, strict=True)
        weight = frozen(np.stack(kernels, axis=3))
        return replace(self, weight=weight, names=names, groups=groups or self.groups)


def convolution(
    window: Window, channels: int, names: tuple[str, ...] | int = 1, groups: int = 1
) -> Convolution:
    """Make a convolution of preset kernels with zero bias."""
    chosen = suggested(names) if isinstance(names, int) else names
    weight = np.stack([preset(name, window.kernel_size, channels // groups) for name in chosen], axis=3)
    return Convolution(window, frozen(weight), frozen(np.zeros(len(chosen))), chosen, groups)
