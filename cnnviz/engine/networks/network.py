"""A stack of layers that never change, forward and backward; a step of descent makes a new network."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats
from cnnviz.engine.descent import sgd_step
from cnnviz.engine.networks.layers import NetworkLayer, Parameters
from cnnviz.frozen import NamedTuple, frozen_dataclass


class Gradients(NamedTuple):
    """What a backward pass finds: `arrays[i]` belongs to the input of layer i, `parameters[i]` to its parameters."""

    arrays: Sequence[Array]
    parameters: Sequence[Parameters]


@frozen_dataclass(eq=False)
class Network:
    """Layers, each taking what the one before it gives.

    Examples
    --------
    >>> arrays = network.forward(images)
    >>> loss, dlogits = softmax_cross_entropy(arrays[-1], labels)
    >>> network = network.step(network.gradients(dlogits, arrays), learning_rate=0.1)
    """

    layers: tuple[NetworkLayer, ...]

    @property
    def parameters(self) -> Sequence[Parameters]:
        """The parameters of each layer."""
        return [layer.parameters for layer in self.layers]

    def forward(self, x: ArrayLike) -> list[Array]:
        """Return the input and the output of every layer: ``len(layers) + 1`` arrays."""
        arrays = list(floats(("x", x, None)))
        for layer in self.layers:
            arrays.append(layer.forward(arrays[-1]))
        return arrays

    def backward(self, dy: ArrayLike, arrays: Sequence[Array]) -> Gradients:
        """Return the gradient of every array of the forward pass and of every parameter."""
        gradients, parameters = list(floats(("dy", dy, None))), []
        for layer, x, y in self._backwards(arrays):
            dx, own = layer.backward(gradients[-1], x, y)
            gradients.append(dx)
            parameters.append(own)
        return Gradients(gradients[::-1], parameters[::-1])

    def gradients(self, dy: ArrayLike, arrays: Sequence[Array]) -> Sequence[Parameters]:
        """Return the gradients of the parameters alone, as learning needs them; what lies before them gets none."""
        (dy,) = floats(("dy", dy, None))
        first = next((place for place, layer in enumerate(self.layers) if layer.parameters), len(self.layers))
        parameters: list[Parameters] = []
        for layer, x, y in islice(self._backwards(arrays), len(self.layers) - first):
            if len(parameters) < len(self.layers) - first - 1:
                dy, own = layer.backward(dy, x, y)
            else:
                own = layer.gradients(dy, x, y)
            parameters.append(own)
        return [{}] * first + parameters[::-1]

    def step(self, gradients: Sequence[Parameters], learning_rate: float) -> "Network":
        """Return the network one step of gradient descent further."""
        return Network(
            tuple(
                replace(layer, **_stepped(layer.parameters, own, learning_rate)) if own else layer  # type: ignore[type-var]
                for layer, own in zip(self.layers, gradients, strict=True)
            )
        )

    def _backwards(self, arrays: Sequence[Array]) -> Iterator[tuple[NetworkLayer, Array, Array]]:
        return zip(self.layers[::-1], arrays[-2::-1], arrays[:0:-1], strict=True)


def _stepped(parameters: Parameters, gradients: Parameters, learning_rate: float) -> dict[str, Array]:
    return {name: sgd_step(parameters[name], gradients[name], learning_rate) for name in parameters}
