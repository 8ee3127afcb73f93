"""Gradient descent over a whole experiment: the same numbers as its run, without the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from cnnviz.experiment.document import Experiment
from cnnviz.run.kinds import numbers_of
from cnnviz.trace.steps import Array


class Round:
    """An experiment on its way, and the loss that it has: the mean over its images.

    Of a round only the parameters are kept; its experiment is made when it is asked for.

    Parameters
    ----------
    start : the experiment that the training began with
    parameters : by the index of the layer; None for those that `start` has
    """

    def __init__(
        self,
        start: Experiment,
        loss: float | None,
        parameters: Mapping[int, Mapping[str, Array]] | None = None,
    ) -> None:
        self._start, self.loss, self._parameters = start, loss, parameters

    @cached_property
    def experiment(self) -> Experiment:
        """What is set up in this round."""
        if self._parameters is None:
            return self._start
        layers = list(self._start.layers)
        for index, parameters in self._parameters.items():
            layers[index] = layers[index].with_parameters(**parameters)
        return replace(self._start, layers=tuple(layers))


def trained(experiment: Experiment, rounds: int) -> Sequence[Round]:
    """Return the rounds that follow `experiment`, one step of gradient descent on the mean loss after another."""
    numbers, known = numbers_of(experiment), []
    for _ in range(rounds):
        numbers = numbers.stepped(experiment.learning_rate)
        known.append(Round(experiment, numbers.mean_loss, numbers.parameters))
    return known
