"""Which plane of an array is shown: that of the first cell that differs, and what it is called."""

import numpy as np

from cnnviz.checking.comparing import Compared
from cnnviz.checking.conventions.layouts import Layout, Layouts
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class ComparedPlane(NamedTuple):
    """A plane of an array.

    Parameters
    ----------
    theirs, right : two-dimensional; theirs None where it has another shape
    words : which one it is, "" where there is only one
    """

    theirs: Array | None
    right: Array
    words: str


def plane_of(array: Compared, layouts: Layouts) -> ComparedPlane:
    """Return the plane of an array that holds its first difference, else its first."""
    right, theirs = array.right, array.theirs
    if theirs is not None and theirs.shape != right.shape:
        theirs = None
    apart = array.apart
    first = np.argwhere(apart)[0] if apart is not None and apart.any() else np.zeros(right.ndim, int)
    rows, columns = _axes(array.name, right.ndim, layouts)
    index: list[int | slice] = [int(at) for at in first]
    words = [str(at) for at in index]
    for axis in {rows, columns} - {None}:
        assert axis is not None
        index[axis], words[axis] = slice(None), ":"
    several = any(right.shape[axis] > 1 for axis, word in enumerate(words) if word != ":")
    cut = tuple(index)
    return ComparedPlane(
        None if theirs is None else np.atleast_2d(theirs[cut]),
        np.atleast_2d(right[cut]),
        f"[{', '.join(words)}]" if several else "",
    )


def _axes(name: str, rank: int, layouts: Layouts) -> tuple[int | None, int | None]:
    """Return which axes count rows and columns."""
    if rank < 2:
        return None, 0 if rank else None
    if name in ("dbias", "bias_new") and rank != 3:
        return rank - 2, rank - 1
    kernels = name in ("dweight", "weight_new")
    stack = layouts.image is Layout.STACK
    first = layouts.image in (Layout.NCHW, Layout.CHW, Layout.ANYHOW) or (stack and kernels)
    if rank == 2 or first:
        return rank - 2, rank - 1
    if kernels or stack or layouts.image is Layout.HWC:
        return 0, 1
    return rank - 3, rank - 2
