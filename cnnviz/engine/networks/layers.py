"""The layers that a network is made of: each is one operation with its settings, forward and backward."""

from collections.abc import Mapping
from typing import Any

from cnnviz.engine.activation import activation, activation_backward
from cnnviz.engine.arrays import Array
from cnnviz.engine.convolution import conv2d, conv2d_backward, weight_gradient
from cnnviz.engine.padding import PaddingMode
from cnnviz.engine.pooling import Ties, avg_pool2d, avg_pool2d_backward, from_maxima, max_pool2d
from cnnviz.engine.settings import Padding, Pair
from cnnviz.frozen import frozen_dataclass

Parameters = Mapping[str, Array]


class NetworkLayer:
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

    def gradients(self, dy: Array, x: Array, y: Array) -> Parameters:
        """Return the gradients of the parameters alone."""
        return self.backward(dy, x, y)[1]


@frozen_dataclass(eq=False)
class Conv2d(NetworkLayer):
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

    def gradients(self, dy: Array, x: Array, y: Array) -> Parameters:
        """Return the gradients of weight and bias."""
        shape = None if self.bias is None else self.bias.shape
        return self._named(*weight_gradient(dy, x, self.weight, bias_shape=shape, **self._settings()))

    def _named(self, weight: Array, bias: Array | None) -> Parameters:
        return {"weight": weight} if self.bias is None or bias is None else {"weight": weight, "bias": bias}

    def _settings(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in ("weight", "bias")}


@frozen_dataclass(eq=False)
class ActivationLayer(NetworkLayer):
    """See `activation`."""

    name: str

    def forward(self, x: Array) -> Array:
        """Return f of each number."""
        return activation(self.name, x)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        return activation_backward(self.name, dy, x), {}


@frozen_dataclass(eq=False)
class MaxPool2d(NetworkLayer):
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


@frozen_dataclass(eq=False)
class AvgPool2d(NetworkLayer):
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
