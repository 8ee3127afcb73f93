"""What every layer of an experiment answers, whichever kind it is."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape
from cnnviz.experiment.arrays import Array


class BaseLayer:
    """A layer; without parameters and for any shape unless it says otherwise."""

    title: ClassVar[str]

    @property
    def parameters(self) -> Mapping[str, Array]:
        """What the layer learns, by name: "weight", "bias"."""
        return {}

    def with_parameters(self, **parameters: NDArray[Any]) -> Self:
        """Return this layer with some of its parameters replaced by others of the same shape."""
        return self

    def fitted(self, shape: Shape) -> Self:
        """Return this layer for an input of `shape`, changed as little as it takes, or raise a ValueError."""
        return self

    def output(self, shape: Shape) -> Shape:
        """Return the output's shape for an input of `shape`."""
        return shape
