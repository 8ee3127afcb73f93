"""What may be done to the terms of an update once they are combined: each function of one number, in plain Python."""

import math
from collections.abc import Callable, Mapping

from cnnviz.engine.activation import LEAK


def _relu(z: float) -> float:
    return 0.0 if z <= 0 else z


def _leaky_relu(z: float) -> float:
    return LEAK * z if z <= 0 else z


def _exp(z: float) -> float:
    try:
        return math.exp(z)
    except OverflowError:
        return math.inf


def _sigmoid(z: float) -> float:
    small = _exp(-abs(z))
    return (small if z < 0 else 1.0) / (1.0 + small)


def _log(z: float) -> float:
    if z == 0:
        return -math.inf
    return math.nan if z < 0 else math.log(z)


def _reciprocal(z: float) -> float:
    return math.copysign(math.inf, z) if z == 0 else 1.0 / z


FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "identity": float,
    "relu": _relu,
    "leaky_relu": _leaky_relu,
    "sigmoid": _sigmoid,
    "tanh": math.tanh,
    "exp": _exp,
    "log": _log,
    "reciprocal": _reciprocal,
}
