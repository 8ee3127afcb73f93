"""The document: images, the layers that they go through and a loss, frozen; every edit makes a new one."""

from collections.abc import Sequence
from dataclasses import field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.engine.geometry import Geometry
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.layers import Layer, Windowed
from cnnviz.experiment.loss import Loss
from cnnviz.frozen import frozen_dataclass


@frozen_dataclass(eq=False)
class Experiment:
    """What a person has set up.

    Parameters
    ----------
    images : one or more of one shape (height, width, channels), read-only; the loss has a target or label for each
    layers : what the images go through, first to last
    image_name : what the images are called on the screen
    loss : what is made of the last layer's output, and with it where the gradient begins
    learning_rate : how far one step of descent goes

    Raises
    ------
    ValueError
        Without an image, for images that are not alike in shape, or layers that cannot stand where they are.
    """

    images: tuple[Array, ...]
    layers: tuple[Layer, ...]
    image_name: str = "image"
    loss: Loss = field(default_factory=Loss)
    learning_rate: float = 0.1

    def __post_init__(self) -> None:
        if len({image.shape for image in self.images}) != 1:
            shapes = ", ".join(str(image.shape) for image in self.images) or "none"
            raise ValueError(f"the images of an experiment have one shape, but here are {shapes}")
        self.shapes  # noqa: B018  # an experiment that cannot run cannot be made

    @property
    def image(self) -> Array:
        """The first image, the one that the window shows."""
        return self.images[0]

    @cached_property
    def batch(self) -> Array:
        """All images, (n, height, width, channels), read-only."""
        return frozen(np.stack(self.images)) if len(self.images) > 1 else self.image[None]

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes of an image and of each layer's output."""
        shapes: list[Shape] = [self.image.shape]
        for layer in self.layers:
            shapes.append(layer.output(shapes[-1]))
        return tuple(shapes)

    @cached_property
    def fitted_loss(self) -> Loss:
        """The loss, fitted to the last layer's output."""
        return self.loss.fitted(self.shapes[-1], len(self.images))

    @property
    def most_channels(self) -> int:
        """The largest number of channels, or filters, that any layer makes."""
        return max((shape[2] for shape in self.shapes[1:] if len(shape) == 3), default=1)

    def geometry(self, index: int) -> Geometry:
        """Return the windows of layer `index` over its input."""
        layer, shape = self.layers[index], self.shapes[index]
        if not isinstance(layer, Windowed):
            raise TypeError(f"layer {index} is {layer.title}, which has no windows")
        return layer.window.over((shape[0], shape[1]))

    def with_layer(self, index: int, layer: Layer) -> "Experiment":
        """Return this experiment with layer `index` replaced; the layers behind it are fitted to what it gives."""
        return self.with_layers((*self.layers[:index], layer, *self.layers[index + 1 :]))

    def with_layers(self, layers: Sequence[Layer]) -> "Experiment":
        """Return this experiment with other layers, each fitted to what it gets.

        Raises
        ------
        ValueError
            Where a layer cannot stand where it is.
        """
        return self._fitted(self.images, layers, self.image_name)

    def with_image(self, image: Array, name: str, sample: int = 0) -> "Experiment":
        """Return this experiment with another image (height, width, channels), the layers fitted to it: any will do.

        It takes the place of image `sample`; one of another shape leaves no others beside it.
        """
        images = (*self.images[:sample], frozen(image), *self.images[sample + 1 :])
        alike = image.shape == self.image.shape
        return self._fitted(images if alike else (frozen(image),), self.layers, name)

    def _fitted(self, images: tuple[Array, ...], layers: Sequence[Layer], name: str) -> "Experiment":
        shape: Shape = images[0].shape
        fitted: list[Layer] = []
        for layer in layers:
            fitted.append(layer.fitted(shape))
            shape = fitted[-1].output(shape)
        loss = self.loss.fitted(shape, len(images))
        if loss.target_kernel and not (same(images, self.images) and _alike(layers, self.layers)):
            loss = replace(loss, target_kernel="")  # the target was made of what there was before
        return replace(self, images=images, layers=tuple(fitted), image_name=name, loss=loss)


def _alike(layers: Sequence[Layer], others: Sequence[Layer]) -> bool:
    """Return whether layers differ in what they have learned at most."""
    return [_settings(layer) for layer in layers] == [_settings(layer) for layer in others]


def _settings(layer: Layer) -> tuple[type, dict[str, object]]:
    learned = {"names", *layer.parameters}
    return type(layer), {name: value for name, value in vars(layer).items() if name not in learned}


def same(a: Any, b: Any) -> bool:
    """Return whether two records agree in all their parts; arrays agree where shapes and numbers do, NaN included."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if is_dataclass(a):
        return all(same(getattr(a, part.name), getattr(b, part.name)) for part in fields(a))
    if isinstance(a, np.ndarray):
        return bool(np.array_equal(a, b, equal_nan=True))
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b)


def unchanged(after: Experiment, before: Experiment) -> bool:
    """Return whether an edit has come to nothing: what was left to be fitted may have been fitted meanwhile."""
    return same(after, before) or same(after, before.with_layers(before.layers))
