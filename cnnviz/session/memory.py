"""How much memory is held on to by what was open before: every array once, however many share it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import SwitchedOff
from cnnviz.experiment.size import parameter_bytes
from cnnviz.run.numbers.training import Round

ROUNDS_BYTES = 128 * 2**20
"""Memory for the parameters of the rounds that one can go back to."""
_ARRAY, _ROUND, _PLACE = 128, 1024, 8  # bytes that each takes beside its numbers
_PRODUCT = 128  # rows and columns of a matrix product that is not done without a buffer


@cache
def take_buffer() -> None:
    """Have OpenBLAS take its memory now: where it finds none at its first large product, it ends the program."""
    matrix = np.ones((_PRODUCT, _PRODUCT))
    np.matmul(matrix, matrix)


def held(experiment: Experiment, rounds: Sequence[Round]) -> Mapping[int, int]:
    """Return the bytes of everything that an experiment and its rounds hold on to, by its identity."""
    found = {id(rounds): _PLACE * len(rounds)}
    for array in (*_arrays(experiment), *_parameters(rounds)):
        owner = array
        while owner.base is not None:  # of a view it is what it looks at that takes memory
            owner = owner.base
        found[id(owner)] = owner.nbytes + _ARRAY
    return found


def bytes_of_all(opened: Iterable[tuple[Any, ...]]) -> int:
    """Return the bytes of everything that several hold on to together: each an experiment and its rounds."""
    found: dict[int, int] = {}
    for experiment, rounds, *_ in opened:
        found |= held(experiment, rounds)
    return sum(found.values())


def rounds_that_fit(experiment: Experiment, rounds: Sequence[Round]) -> int:
    """Return how many rounds may follow those that there are."""
    own = {id(array): array.nbytes + _ARRAY for array in _parameters(rounds)}
    left = ROUNDS_BYTES - sum(own.values()) - _ROUND * len(rounds)
    return max(left, 0) // (parameter_bytes(experiment) + _ROUND)


def _arrays(experiment: Experiment) -> Iterator[Array]:
    yield from experiment.images
    for layer in experiment.layers:
        yield from (layer.layer if isinstance(layer, SwitchedOff) else layer).parameters.values()
    yield from experiment.loss.targets
    yield from experiment.loss.values


def _parameters(rounds: Sequence[Round]) -> Iterator[Array]:
    for known in rounds:
        for parameters in (known.parameters or {}).values():
            yield from parameters.values()
