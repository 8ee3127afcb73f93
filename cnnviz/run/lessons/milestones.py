"""The rounds of a training that one looks back at: the first, the last, the open one, and some on the way."""

from collections.abc import Sequence

import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.size import products
from cnnviz.frozen import NamedTuple
from cnnviz.run.kinds import active, numbers_of
from cnnviz.run.lessons.targets import teachable, with_kernel
from cnnviz.run.numbers.training import Round
from cnnviz.trace.steps import Array

MOST = 6
_WEIGHT = "weight"
_WORK = 300_000  # products of a forward pass, up to which it is computed for each


class Moved(NamedTuple):
    """A weight: the layer that it belongs to, and where it is among the weights of that."""

    layer: int
    place: tuple[int, ...]


class Milestone(NamedTuple):
    """The weights of a layer on their way.

    Parameters
    ----------
    number : of the round
    loss : None where there is none
    weights : of a convolution (rows, columns, channels, filters), of a linear layer (inputs, units)
    made : what they make of the image that is followed, (rows, columns, filters) or (units,); None if it takes long
    """

    number: int
    loss: float | None
    weights: Array
    made: Array | None


@np.errstate(invalid="ignore", over="ignore")
def most_moved(rounds: Sequence[Round]) -> Moved | None:
    """Return the weight that has changed most from the first known round to the last, None where there is none.

    Of several the first; what has become no number has changed more than any.
    """
    known = [one for one in rounds if one.is_known]
    if not known:
        return None
    first, last = known[0].experiment, known[-1].experiment
    found: list[tuple[float, Moved]] = []
    for layer in active(last):
        old, new = (one.layers[layer].parameters.get(_WEIGHT) for one in (first, last))
        if old is not None and new is not None:
            steps = np.abs(new - old)
            steps[np.isnan(steps)] = np.inf
            index = tuple(map(int, np.unravel_index(int(steps.argmax()), steps.shape)))
            found.append((float(steps[index]), Moved(layer, index)))
    return max(found, key=lambda one: one[0])[1] if found else None


def milestones(rounds: Sequence[Round], current: int, layer: int, sample: int = 0) -> Sequence[Milestone]:
    """Return the weights of a layer in at most `MOST` of the rounds, of which the parameters are known."""
    return [
        Milestone(number, rounds[number].loss, *_of(rounds[number].experiment, layer, sample))
        for number in chosen([number for number, round_ in enumerate(rounds) if round_.is_known], current)
    ]


def goal(experiment: Experiment, layer: int, sample: int = 0) -> tuple[Array, Array | None] | None:
    """Return the kernel that is aimed at, and what it makes of the image; None where no kernel of `layer` is."""
    name = experiment.loss.target_kernel
    if not name or teachable(experiment) != layer:
        return None
    return _of(with_kernel(experiment, layer, name), layer, sample)


def chosen(known: Sequence[int], current: int) -> Sequence[int]:
    """Return numbers of rounds: the first, the last, the current, and before the last the half, the quarter, ...

    >>> chosen(range(61), 8), chosen(range(61), 0), chosen(range(2), 1)
    ([0, 3, 8, 15, 30, 60], [0, 3, 7, 15, 30, 60], [0, 1])
    """
    found = {known[0], known[-1], *({current} & set(known))}
    at = (len(known) - 1) // 2
    while at > 0 and len(found) < MOST:
        if 3 * abs(known[at] - current) > current:  # else it looked no other
            found.add(known[at])
        at //= 2
    return sorted(found)


def _of(experiment: Experiment, layer: int, sample: int) -> tuple[Array, Array | None]:
    weights = experiment.layers[layer].parameters[_WEIGHT]
    if products(experiment) > _WORK:
        return weights, None
    numbers = numbers_of(experiment)
    return weights, numbers.arrays[numbers.operation(layer) + 1][sample]
