"""Weights drawn at random; the same seed gives the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from cnnviz.experiment.arrays import Array

if (
    TYPE_CHECKING
):  # NumPy imports its random numbers when they are first used: a start of the program needs none
    Draw: TypeAlias = Callable[[np.random.Generator, tuple[int, ...], int, int], Array]


def he(random: np.random.Generator, shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
    """Draw normal weights of standard deviation √(2 / fan_in), which suit ReLU.

    He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015), equation 10.
    """
    return random.normal(0, np.sqrt(2 / fan_in), shape)


def glorot(random: np.random.Generator, shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
    """Draw uniform weights within ±√(6 / (fan_in + fan_out)), which suit tanh.

    Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks (2010), equation 16.
    """
    limit = np.sqrt(6 / (fan_in + fan_out))
    return random.uniform(-limit, limit, shape)


def normal(random: np.random.Generator, shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
    """Draw normal weights of mean 0 and standard deviation 1."""
    return random.normal(size=shape)


def uniform(random: np.random.Generator, shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
    """Draw weights from −1 to 1, all alike likely."""
    return random.uniform(-1, 1, shape)


METHODS: dict[str, Draw] = {"he": he, "glorot": glorot, "normal": normal, "uniform": uniform}


def drawn(method: str, seed: int, shape: tuple[int, ...], groups: int = 1) -> Array:
    """Draw weights of `shape` (..., inputs, outputs) by one of `METHODS`.

    What one output sums over is fan_in, what one input goes into is fan_out: the product of all sides before the last
    two, which are the kernel's, times inputs or outputs. In `groups`, one input goes into the outputs of one of them.
    """
    *window, inputs, outputs = shape
    area = int(np.prod(window, dtype=int))
    random = np.random.default_rng(seed)
    return METHODS[method](random, shape, area * inputs, area * outputs // groups)
