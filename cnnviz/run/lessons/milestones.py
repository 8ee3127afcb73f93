"""The rounds of a training that one looks back at: the first, the last, the open one, and some on the way."""

from collections.abc import Sequence

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.size import products
from cnnviz.frozen import NamedTuple
from cnnviz.run.kinds import numbers_of
from cnnviz.run.lessons.targets import teachable, with_kernel
from cnnviz.run.numbers.training import Round
from cnnviz.trace.steps import Array

MOST = 6
_WORK = 300_000  # products of a forward pass, up to which it is computed for each


class Milestone(NamedTuple):
    """A kernel on its way.

    Parameters
    ----------
    number : of the round
    loss : None where there is none
    kernel : (rows, columns, channels, filters)
    made : what it makes of the image that is followed, (rows, columns, filters); None where that takes long
    """

    number: int
    loss: float | None
    kernel: Array
    made: Array | None


def milestones(rounds: Sequence[Round], current: int, layer: int, sample: int = 0) -> Sequence[Milestone]:
    """Return the kernel of a convolution in at most `MOST` of the rounds, of which the parameters are known."""
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
    kernel = experiment.layers[layer].parameters["weight"]
    if products(experiment) > _WORK:
        return kernel, None
    numbers = numbers_of(experiment)
    return kernel, numbers.arrays[numbers.operation(layer) + 1][sample]
