"""Vectorised forward and backward passes of every operation, in NumPy.

Arrays are ``(sample, row, column, channel)``, weights ``(row, column, channel in, channel out)``. Every
function is pure: it never changes what it is given, and nothing that it returns shares memory with it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cnnviz.engine.activation import activation, activation_backward  # else the module would have the name

if TYPE_CHECKING:
    from cnnviz.engine.convolution import conv2d, conv2d_backward
    from cnnviz.engine.dense import flatten, flatten_backward, linear, linear_backward
    from cnnviz.engine.descent import sgd_step
    from cnnviz.engine.global_pooling import global_avg_pool2d, global_avg_pool2d_backward
    from cnnviz.engine.gradcheck import numeric_gradient
    from cnnviz.engine.loss import mse, softmax, softmax_cross_entropy
    from cnnviz.engine.padding import pad2d, pad2d_backward
    from cnnviz.engine.pooling import (
        average_mask,
        avg_pool2d,
        avg_pool2d_backward,
        max_mask,
        max_pool2d,
        max_pool2d_backward,
    )

__all__ = [
    "activation",
    "activation_backward",
    "average_mask",
    "avg_pool2d",
    "avg_pool2d_backward",
    "conv2d",
    "conv2d_backward",
    "flatten",
    "flatten_backward",
    "global_avg_pool2d",
    "global_avg_pool2d_backward",
    "linear",
    "linear_backward",
    "max_mask",
    "max_pool2d",
    "max_pool2d_backward",
    "mse",
    "numeric_gradient",
    "pad2d",
    "pad2d_backward",
    "sgd_step",
    "softmax",
    "softmax_cross_entropy",
]

_ROOMS = {
    "convolution": ("conv2d", "conv2d_backward"),
    "dense": ("flatten", "flatten_backward", "linear", "linear_backward"),
    "descent": ("sgd_step",),
    "global_pooling": ("global_avg_pool2d", "global_avg_pool2d_backward"),
    "gradcheck": ("numeric_gradient",),
    "loss": ("mse", "softmax", "softmax_cross_entropy"),
    "padding": ("pad2d", "pad2d_backward"),
    "pooling": (
        "average_mask",
        "avg_pool2d",
        "avg_pool2d_backward",
        "max_mask",
        "max_pool2d",
        "max_pool2d_backward",
    ),
}


def __getattr__(name: str) -> Any:
    """Return an operation from its module, which is loaded when somebody asks: a start waits for none of them."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"there is no {name} in {__name__}")
