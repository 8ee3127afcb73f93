"""The layers at the flat end of a network, and what leads there; what is stepped through adds up in the order shown."""

from cnnviz.engine.arrays import Array
from cnnviz.engine.dense import flatten, flatten_backward, linear, linear_backward
from cnnviz.engine.global_pooling import global_avg_pool2d, global_avg_pool2d_backward
from cnnviz.engine.in_order import avg_pool2d_in_order, linear_in_order
from cnnviz.engine.networks.layers import NetworkLayer, Parameters
from cnnviz.frozen import frozen_dataclass


@frozen_dataclass()
class GlobalAvgPool2d(NetworkLayer):
    """See `global_avg_pool2d`."""

    def forward(self, x: Array) -> Array:
        """Return the mean of each channel."""
        return global_avg_pool2d(x)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient of x."""
        return global_avg_pool2d_backward(dy, x.shape), {}


@frozen_dataclass(eq=False)
class FlattenLayer(NetworkLayer):
    """See `flatten`."""

    def forward(self, x: Array) -> Array:
        """Return one row per sample."""
        return flatten(x)

    def backward(self, dy: Array, x: Array, y: Array) -> tuple[Array, Parameters]:
        """Return the gradient in the shape of x."""
        return flatten_backward(dy, x.shape), {}


@frozen_dataclass(eq=False)
class LinearLayer(NetworkLayer):
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


class SteppedLinear(LinearLayer):
    """A linear layer, its terms in the order of the inputs."""

    def forward(self, x: Array) -> Array:
        """Return ``x @ weight + bias``."""
        return linear_in_order(x, self.weight, self.bias)


class SteppedGlobalAvgPool2d(GlobalAvgPool2d):
    """Global average pooling, its terms row by row."""

    def forward(self, x: Array) -> Array:
        """Return the mean of each channel."""
        return avg_pool2d_in_order(x, (x.shape[1], x.shape[2])).reshape(len(x), -1)
