"""The document: an image, the layers that it goes through and a loss, frozen; every edit makes a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.engine.geometry import Geometry
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.layers import Layer, Windowed
from cnnviz.experiment.loss import Loss


@dataclass(frozen=True, eq=False)
class Experiment:
    """What a person has set up.

    Parameters
    ----------
    image : (height, width, channels), read-only
    layers : what the image goes through, first to last
    image_name : what the image is called on the screen
    loss : what is made of the last layer's output, and with it where the gradient begins
    learning_rate : how far one step of descent goes
    """

    image: Array
    layers: tuple[Layer, ...]
    image_name: str = "image"
    loss: Loss = field(default_factory=Loss)
    learning_rate: float = 0.1

    def __post_init__(self) -> None:
        self.shapes  # noqa: B018  # an experiment that cannot run cannot be made

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes of the image and of each layer's output."""
        shapes: list[Shape] = [self.image.shape]
        for layer in self.layers:
            shapes.append(layer.output(shapes[-1]))
        return tuple(shapes)

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
        return self._fitted(self.image, layers, self.image_name)

    def with_image(self, image: Array, name: str) -> "Experiment":
        """Return this experiment over another image (height, width, channels), the layers fitted to it: any will do."""
        return self._fitted(frozen(image), self.layers, name)

    def _fitted(self, image: Array, layers: Sequence[Layer], name: str) -> "Experiment":
        shape: Shape = image.shape
        fitted: list[Layer] = []
        for layer in layers:
            fitted.append(layer.fitted(shape))
            shape = fitted[-1].output(shape)
        return replace(self, image=image, layers=tuple(fitted), image_name=name, loss=self.loss.fitted(shape))
