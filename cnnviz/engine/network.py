"""A stack of layers that never change, forward and backward; a step of descent makes a new network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from numpy.typing import ArrayLike

from cnnviz.engine.activation import activation, activation_backward
from cnnviz.engine.arrays import Array, floats
from cnnviz.engine.convolution import conv2d, conv2d_backward, weight_gradient
from cnnviz.engine.dense import flatten, flatten_backward, linear, linear_backward
from cnnviz.engine.descent import sgd_step
from cnnviz.engine.geometry import Padding, Pair
from cnnviz.engine.padding import PaddingMode
from cnnviz.engine.pooling import (
    Ties,
    avg_pool2d,
    avg_pool2d_backward,
    from_maxima,
    max_pool2d,
)

Parameters = Mapping[str, Array]


class Layer:
    """One operation with its settings; without parameters unless it says otherwise."""

    @property
    def parameters(self) -> Parameters:
        """What the layer learns, by name."""
        return {}

    def forward(self, x: Array) -> Array:
        """Return the layer's output."""
        raise NotImplementedError

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of the input x, of which y was made, and of each parameter by its name."""
        raise NotImplementedError

    def slopes(self, dy: Array, x: Array, y: Array) -> Parameters:
        """Return the gradients of the parameters alone."""
        return self.backward(dy, x, y)[1]


@dataclass(frozen=True, eq=False)
class Convolution(Layer):
    """See `conv2d`."""

    weight: Array
    bias: Array | None = None
    stride: Pair = 1
    padding: Padding = 0
    dilation: Pair = 1
    groups: int = 1
    padding_mode: PaddingMode = "zeros"

    @property
    def parameters(self) -> Parameters:
        """The weight, and the bias if there is one."""
        return self._named(self.weight, self.bias)

    def forward(self, x: Array) -> Array:
        """Return the convolved images."""
        return conv2d(x, self.weight, self.bias, **self._settings())

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradients of x, weight and bias."""
        shape = None if self.bias is None else self.bias.shape
        dx, dweight, dbias = conv2d_backward(dy, x, self.weight, bias_shape=shape, **self._settings())
        return dx, self._named(dweight, dbias)

    def slopes(self, dy: Array, x: Array, y: Array) -> Parameters:
        """Return the gradients of weight and bias."""
        shape = None if self.bias is None else self.bias.shape
        return self._named(*weight_gradient(dy, x, self.weight, bias_shape=shape, **self._settings()))

    def _named(self, weight: Array, bias: Array | None) -> Parameters:
        return {"weight": weight} if self.bias is None or bias is None else {"weight": weight, "bias": bias}

    def _settings(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in ("weight", "bias")}


@dataclass(frozen=True)
class Activation(Layer):
    """See `activation`."""

    name: str

    def forward(self, x: Array) -> Array:
        """Return f of each number."""
        return activation(self.name, x)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        return activation_backward(self.name, dy, x), {}


@dataclass(frozen=True)
class MaxPooling(Layer):
    """See `max_pool2d`."""

    kernel_size: Pair
    stride: Pair | None = None
    padding: Padding = 0
    dilation: Pair = 1
    ceil_mode: bool = False
    ties: Ties = "first"

    def forward(self, x: Array) -> Array:
        """Return the largest of each window."""
        return max_pool2d(x, **{name: value for name, value in vars(self).items() if name != "ties"})

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        return from_maxima(dy, x, y, **vars(self)), {}


@dataclass(frozen=True)
class AveragePooling(Layer):
    """See `avg_pool2d`."""

    kernel_size: Pair
    stride: Pair | None = None
    padding: Padding = 0
    ceil_mode: bool = False
    count_include_pad: bool = True

    def forward(self, x: Array) -> Array:
        """Return the mean of each window."""
        return avg_pool2d(x, **vars(self))

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        return avg_pool2d_backward(dy, x.shape, **vars(self)), {}


@dataclass(frozen=True)
class Flatten(Layer):
    """See `flatten`."""

    def forward(self, x: Array) -> Array:
        """Return one row per sample."""
        return flatten(x)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient in the shape of x."""
        return flatten_backward(dy, x.shape), {}


@dataclass(frozen=True, eq=False)
class Linear(Layer):
    """See `linear`."""

    weight: Array
    bias: Array

    @property
    def parameters(self) -> Parameters:
        """The weight and the bias."""
        return {"weight": self.weight, "bias": self.bias}

    def forward(self, x: Array) -> Array:
        """Return ``x @ weight + bias``."""
        return linear(x, self.weight, self.bias)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradients of x, weight and bias."""
        dx, dweight, dbias = linear_backward(dy, x, self.weight)
        return dx, {"weight": dweight, "bias": dbias}


class Gradients(NamedTuple):
    """What a backward pass finds: `arrays[i]` belongs to the input of layer i, `parameters[i]` to its parameters."""

    arrays: Sequence[Array]
    parameters: Sequence[Parameters]


@dataclass(frozen=True)
class Network:
    """Layers, each taking what the one before it gives.

    Examples
    --------
    >>> arrays = network.forward(images)
    >>> loss, dlogits = softmax_cross_entropy(arrays[-1], labels)
    >>> network = network.step(network.slopes(dlogits, arrays), learning_rate=0.1)
    """

    layers: tuple[Layer, ...]

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

    def slopes(self, dy: ArrayLike, arrays: Sequence[Array]) -> Sequence[Parameters]:
        """Return the gradients of the parameters alone, as learning needs them: nothing is asked of the input."""
        (dy,) = floats(("dy", dy, None))
        parameters: list[Parameters] = []
        for layer, x, y in self._backwards(arrays):
            if len(parameters) < len(self.layers) - 1:
                dy, own = layer.backward(dy, x, y)
            else:
                own = layer.slopes(dy, x, y)
            parameters.append(own)
        return parameters[::-1]

    def step(self, slopes: Sequence[Parameters], learning_rate: float) -> "Network":
        """Return the network one step of gradient descent further."""
        return Network(
            tuple(
                replace(layer, **_stepped(layer.parameters, own, learning_rate)) if own else layer  # type: ignore[type-var]
                for layer, own in zip(self.layers, slopes, strict=True)
            )
        )

    def _backwards(self, arrays: Sequence[Array]) -> Iterator[tuple[Layer, Array, Array]]:
        return zip(self.layers[::-1], arrays[-2::-1], arrays[:0:-1], strict=True)


def _stepped(parameters: Parameters, gradients: Parameters, learning_rate: float) -> dict[str, Array]:
    return {name: sgd_step(parameters[name], gradients[name], learning_rate) for name in parameters}
