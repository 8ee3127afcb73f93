"""A first lesson that succeeds: a target and a rate are tried out before they are offered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.size import products
from cnnviz.frozen import NamedTuple
from cnnviz.progress import report
from cnnviz.run.kinds import numbers_of
from cnnviz.run.lessons.rates import rates
from cnnviz.run.lessons.targets import (
    aimed_at_class,
    aimed_at_kernel,
    has_classes,
    is_flat,
    kernels,
    taught,
    teachable,
    with_kernel,
)
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.trace.steps import Array

ROUNDS = 60
"""Rounds within which the loss should have fallen to a hundredth."""
_NEAR = 0.35  # of the way is left: one sees which kernel it will be
_ALIKE = 0.7  # cosine from which two kernels look alike
_BUMP = 1.05  # a loss that grows by more in one round is not seen to fall
_LOST = 1e3  # times the first loss: nothing will come of it
_BEYOND = 8.0  # times the curvature's own rate, for a class: the curvature is gone once it is learned
_WORK = 1_600_000_000  # products of a forward pass in all trials
_LEAST = 5  # trials there are always


class Lesson(NamedTuple):
    """An experiment with something to learn.

    Parameters
    ----------
    experiment : with its target or class, loss and learning rate
    losses : of the rounds that were tried, the first before any
    left : which share of the way to the target's kernel is left after them, 1 where no kernel is aimed at
    unlike : whether the kernel looks other than what it begins with
    """

    experiment: Experiment
    losses: Sequence[float]
    left: float = 1.0
    unlike: bool = True

    @property
    def hundredth(self) -> int | None:
        """The round from which on the loss is a hundredth of the first, or less."""
        goal = self.losses[0] / 100
        above = [k for k, loss in enumerate(self.losses) if not loss <= goal]
        first = above[-1] + 1 if above else 0
        return first if first < len(self.losses) else None

    @property
    def falls(self) -> bool:
        """Whether the loss is seen to fall, without bumps on its way."""
        pairs = zip(self.losses, self.losses[1:], strict=False)
        return all(after <= before * _BUMP for before, after in pairs)

    @property
    def succeeds(self) -> bool:
        """Whether all comes about that a first lesson should show."""
        return self.hundredth is not None and self.falls and self.left <= _NEAR and self.unlike

    @property
    def rank(self) -> tuple[float, ...]:
        """What makes one lesson better than another."""
        fall = self.losses[0] / max(self.losses[-1], 1e-300) if self.hundredth is None else np.inf
        return (float(fall), self.unlike, self.falls, -self.left, -(self.hundredth or 0))


def lesson_for(experiment: Experiment) -> Lesson:
    """Return the first lesson that succeeds, or else the best of those that were tried; it can be watched.

    Raises
    ------
    ValueError
        Where nothing can be learned, saying why.
    """
    found = list(_until_success(experiment))
    if not found:
        raise ValueError(
            "no target was found that these layers can learn: no kernel makes anything else of this image, "
            "or no gradient comes back to the weights"
        )
    return max(found, key=lambda lesson: lesson.rank)


def why_no_lesson(experiment: Experiment) -> str | None:
    """Return why there is nothing to aim at, or None."""
    if not any(layer.parameters for layer in experiment.layers):
        return "no layer has weights, so there is nothing to learn: add a convolution"
    if has_classes(experiment) or teachable(experiment) is not None:
        return None
    return "there is no convolution whose kernel could be another: set a target of your own in Loss"


def _until_success(experiment: Experiment) -> Iterator[Lesson]:
    reason = why_no_lesson(experiment)
    if reason is not None:
        raise ValueError(reason)
    trials = max(_LEAST, _WORK // (ROUNDS * max(products(experiment), 1)))
    for done, lesson in enumerate(islice(_lessons(experiment), trials), 1):
        report(done / trials)
        if np.isfinite(lesson.losses[-1]) and lesson.losses[-1] < lesson.losses[0]:
            yield lesson
            if lesson.succeeds:
                return


def _lessons(experiment: Experiment) -> Iterator[Lesson]:
    """Yield what could be learned at different rates."""
    if has_classes(experiment):
        aimed = aimed_at_class(experiment)
        for rate in rates(numbers_of(aimed), count=12, beyond=_BEYOND):
            yield Lesson(replace(aimed, learning_rate=rate), _tried(aimed, rate)[1], left=0.0)
        return
    index = teachable(experiment)
    assert index is not None
    aims = [aimed_at_kernel(experiment, name) for name in kernels(experiment, index)]
    for aimed in sorted(
        filter(_shows_something, aims), key=lambda aimed: _steepness(aimed, index), reverse=True
    ):
        name, best = aimed.loss.target_kernel, None
        there = numbers_of(with_kernel(aimed, index, name))
        for rate in rates(numbers_of(aimed), there):
            lesson = _with_kernel(aimed, index, name, rate)
            yield lesson
            if best is not None and best.falls and lesson.rank < best.rank:
                break  # slower still is no better
            best = lesson


def _shows_something(aimed: Experiment) -> bool:
    return aimed.loss.targets[0].ndim == 1 or not is_flat(aimed.loss)


@np.errstate(all="ignore")
def _steepness(aimed: Experiment, index: int) -> float:
    """Return how much of the loss there is for each step of the way: the more, the sooner it is gone."""
    layer = aimed.layers[index]
    assert isinstance(layer, Convolution)
    way = np.linalg.norm(layer.weight - taught(layer, aimed.loss.target_kernel).weight)
    found = float((numbers_of(aimed).mean_loss or 0.0) / way**2)
    return found if np.isfinite(found) else 0.0


@np.errstate(all="ignore")
def _with_kernel(aimed: Experiment, index: int, name: str, rate: float) -> Lesson:
    layer = aimed.layers[index]
    assert isinstance(layer, Convolution)
    last, losses = _tried(aimed, rate)
    goal, learned = taught(layer, name).weight, last.parameters[index]["weight"]
    way = float(np.linalg.norm(layer.weight - goal))
    left = float(np.linalg.norm(learned - goal)) / way
    return Lesson(replace(aimed, learning_rate=rate), losses, left, _cosine(layer.weight, goal) < _ALIKE)


@np.errstate(all="ignore")
def _tried(experiment: Experiment, rate: float) -> tuple[Numbers, Sequence[float]]:
    """Return where a training at a rate gets to, and the losses on its way, as far as they make sense."""
    numbers = numbers_of(experiment)
    losses = [numbers.mean_loss or 0.0]
    for _ in range(ROUNDS):
        numbers = numbers.stepped(rate)
        losses.append(numbers.mean_loss or 0.0)
        report(0)
        if not losses[-1] <= losses[0] * _LOST:
            break
    return numbers, losses


def _cosine(a: Array, b: Array) -> float:
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return abs(float((a * b).sum())) / size if size else 0.0
