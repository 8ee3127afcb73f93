"""Gradient descent over a whole experiment: the same numbers as its run, without the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.run.kinds import numbers_of
from cnnviz.trace.steps import Array

Parameters = Mapping[int, Mapping[str, Array]]
"""Those of the layers that have any, by the index of the layer."""


class Round:
    """An experiment on its way, and the loss that it has: the mean over its images.

    Of a round only the parameters are kept; its experiment is made when it is asked for.

    Parameters
    ----------
    start : the experiment that the training began with, or None where nothing but the loss is known
    parameters : None for those that `start` has
    """

    def __init__(
        self, start: Experiment | None, loss: float | None, parameters: Parameters | None = None
    ) -> None:
        self._start, self.loss, self.parameters = start, loss, parameters

    @property
    def is_known(self) -> bool:
        """Whether there is more of it than the loss."""
        return self._start is not None

    @cached_property
    def experiment(self) -> Experiment:
        """What is set up in this round, which is known."""
        assert self._start is not None
        if self.parameters is None:
            return self._start
        layers = list(self._start.layers)
        for index, parameters in self.parameters.items():
            layers[index] = layers[index].with_parameters(**parameters)
        return replace(self._start, layers=tuple(layers))


def trained(experiment: Experiment, rounds: int) -> Sequence[Round]:
    """Return the rounds that follow `experiment`."""
    return list(rounds_after(experiment, rounds))


def rounds_after(experiment: Experiment, rounds: int) -> Iterator[Round]:
    """Yield the rounds that follow `experiment`, one step of gradient descent on the mean loss after another."""
    numbers = numbers_of(experiment)
    before = numbers.parameters
    for _ in range(rounds):
        numbers = numbers.stepped(experiment.learning_rate)
        before = _shared(numbers.parameters, before)
        yield Round(experiment, numbers.mean_loss, before)


def _shared(parameters: Parameters, before: Parameters) -> Parameters:
    """Return parameters that nobody changes, and of those that are as before the very arrays."""
    return {
        index: {name: _kept(array, before[index][name]) for name, array in own.items()}
        for index, own in parameters.items()
    }


def _kept(array: Array, before: Array) -> Array:
    if np.array_equal(array, before, equal_nan=True) and np.array_equal(
        np.signbit(array), np.signbit(before)
    ):
        return before
    array.setflags(write=False)
    return array
