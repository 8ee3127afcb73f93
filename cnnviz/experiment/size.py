"""What a run of an experiment takes, known from its shapes before anything is computed, and how much it may take."""

from collections.abc import Iterator
from math import prod

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Linear, SwitchedOff, Windowed

MOST_BYTES = 512 * 2**20
"""Memory that a run may take."""
LONGEST_SIDE = 256
"""Cells of an image a side that one can go through: as many as opening a picture gives at most."""
LONG = 5_000_000
"""Products of a forward pass, from which on a run may take long: tenths of a second at four times as many."""
LONG_BYTES = 32 * 2**20
"""Memory of a run, from which on it may take long to look through all its arrays."""
_ARRAYS = 4.75  # what is shown of arrays, and looked up in them, takes memory too: measured at its most
_PARAMETERS = 6  # a parameter, its gradient, what it becomes, and what is shown of each


def run_bytes(experiment: Experiment) -> int:
    """Return about how much memory a run takes: every array forward and backward, and every parameter."""
    cells = sum(_cells(experiment)) * len(experiment.images)
    return int(8 * 2 * cells * _ARRAYS) + _PARAMETERS * parameter_bytes(experiment)


def takes_long(experiment: Experiment) -> bool:
    """Return whether one would wait for a run of the experiment."""
    return products(experiment) > LONG or run_bytes(experiment) > LONG_BYTES


def products(experiment: Experiment) -> int:
    """Return how often a forward pass multiplies, or looks at a number."""
    return sum(_products(experiment)) * len(experiment.images)


def parameter_bytes(experiment: Experiment) -> int:
    """Return the memory of all that is learned."""
    return sum(array.nbytes for layer in experiment.layers for array in layer.parameters.values())


def why_too_large(experiment: Experiment) -> str | None:
    """Return why a run of the experiment cannot be had, or None where it can."""
    rows, columns, _ = experiment.image.shape
    if max(rows, columns) > LONGEST_SIDE:
        return (
            f"the image has {rows}×{columns} cells, and at most {LONGEST_SIDE} a side can be gone through: "
            "reduce it, or cut a part out"
        )
    needed = run_bytes(experiment)
    if needed <= MOST_BYTES:
        return None
    return (
        f"a run of this would take {megabytes(needed)} of memory, and at most {megabytes(MOST_BYTES)} are given: "
        "a smaller image, fewer filters or fewer layers take less"
    )


def check_size(experiment: Experiment) -> None:
    """Raise a ValueError for an experiment whose run would take too much."""
    reason = why_too_large(experiment)
    if reason is not None:
        raise ValueError(reason)


def megabytes(size: int) -> str:
    """Return a size as people say it."""
    return f"{size / 2**20:.0f} MB" if size >= 2**20 else f"{max(size // 1024, 1)} KB"


def _products(experiment: Experiment) -> Iterator[int]:
    """Yield how often a layer multiplies, or looks at a number, for one image."""
    for index, layer in enumerate(experiment.layers):
        if isinstance(layer, SwitchedOff):
            continue
        before, after = prod(experiment.shapes[index]), prod(experiment.shapes[index + 1])
        if isinstance(layer, Convolution):
            yield after * prod(layer.weight.shape[:3])
        elif isinstance(layer, Windowed):
            yield after * prod(layer.window.kernel_size)
        else:
            yield before * after if isinstance(layer, Linear) else before


def _cells(experiment: Experiment) -> Iterator[int]:
    """Yield the numbers of each array of one image's forward pass."""
    yield prod(experiment.shapes[0])
    for index, layer in enumerate(experiment.layers):
        if isinstance(layer, SwitchedOff):
            continue
        if isinstance(layer, Windowed):
            rows, columns = experiment.geometry(index).padded
            padded = (rows, columns, experiment.shapes[index][2])
            yield prod(padded) if padded != experiment.shapes[index] else 0
        yield prod(experiment.shapes[index + 1])
