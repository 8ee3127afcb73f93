"""What is to be known of a kind of layer to run it: three functions."""

from collections.abc import Callable, Sequence
from typing import Any

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.frozen import NamedTuple
from cnnviz.run.builder import Builder, LayerRecord


class LayerKind(NamedTuple):
    """How a kind of layer is computed and stepped through.

    Parameters
    ----------
    operations : the network's layers that do what the layer does to an input of a shape; padding, if any, comes first
    forward : appends the layer's chapters and arrays on the way forward, and returns what the way back needs
    backward : appends the layer's chapters and arrays on the way back
    """

    operations: Callable[[Any, Shape], Sequence[NetworkLayer]]
    forward: Callable[[Builder, int, Any], LayerRecord]
    backward: Callable[[Builder, LayerRecord], None]
