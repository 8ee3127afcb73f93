"""Vectorised forward and backward passes of every operation, in NumPy.

Arrays are ``(sample, row, column, channel)``, weights ``(row, column, channel in, channel out)``. Every
function is pure: it never changes what it is given, and nothing that it returns shares memory with it.
"""

from cnnviz.engine.activation import activation, activation_backward
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
