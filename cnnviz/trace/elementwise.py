"""The plainest loop: every cell of an array, one by one."""

from collections.abc import Sequence

import numpy as np

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Index
from cnnviz.trace.tables import Table, followed, only


class EachCell(NamedTuple):
    """The cells of one sample of an image ``(n, h, w, c)`` or a list ``(n, c)``: a variable for each axis.

    Parameters
    ----------
    letters : the variables
    tables : a table for each of them
    loops : over all but the sample
    axes : the loops' names
    """

    letters: str
    tables: tuple[Table, ...]
    loops: dict[str, Index]
    axes: tuple[str, ...]


def each(shape: Sequence[int], sample: int = 0, channels: Sequence[int] | None = None) -> EachCell:
    """Return the cells of sample `sample` of an array of `shape`, row-major; of all its channels, or of some.

    **Shape**: ``(n, h, w, c)`` or ``(n, c)``.

    Raises
    ------
    ValueError
        For another number of axes, or a sample or channels that there are not.
    """
    letters = {4: "nhwc", 2: "nc"}.get(len(shape))
    if letters is None:
        raise ValueError(f"an array of shape {tuple(shape)} is neither images nor lists")
    loops = {letter: np.arange(size) for letter, size in zip(letters[1:], shape[1:], strict=True)}
    if channels is not None and len(shape) == 4:
        loops["c"] = followed(channels, shape[3], "channels")
    tables = only(sample, shape[0]), *(Table(**{letter: loop}) for letter, loop in loops.items())
    axes = ("row", "column", "channel") if len(shape) == 4 else ("unit",)
    return EachCell(letters, tables, loops, axes)
