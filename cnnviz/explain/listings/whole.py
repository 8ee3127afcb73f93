"""Programs that do all steps at once: which line does them, and what of their arrays belongs to the step in hand.

What is shown is what stands in the arrays when the program is done: ``x_pad[3:6, 4:7, 0]`` and ``y[3, 4, 1]`` in the
third row of windows. PyTorch has images as ``x_pad[0, 0, 3:6, 4:7]``, and kernels with their filters first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.files import Program
from cnnviz.explain.listings.values import ListingScope, Value
from cnnviz.run.array_info import IMAGES, KERNELS, LISTS, MATRIX, PER_POSITION, SINGLE_NUMBER, Dim

T = TypeVar("T")
_HEARTS: Mapping[Dialect, Mapping[str, str]] = {
    Dialect.VECTORISED: {
        "convolve": "sums =",
        "accumulate": "sums =",
        "correlate": "sums =",
        "gather": "sums =",
        "full": "sums =",
        "scatter": "dx_pad[rows, cols] +=",
        "spread": "dy_spread[rows, cols] =",
        "crop_fold": "np.add.at(",
        "max_pool_back_first": "dx[rows, cols] +=",
        "max_pool_back_all": "dx[rows, cols] +=",
        "max_pool_back_split": "dx[rows, cols] +=",
        "average_pool_back": "dx[rows, cols] +=",
    },
    Dialect.TORCH: {
        "convolve": "sums =",
        "gather": "met =",
        "spread": "dy_spread[:, :, p, q] =",
        "turn": "turned = [part.transpose",
        "max_pool_back_first": "(dx_pad,) =",
        "max_pool_back_all": "(dx_pad,) =",
        "max_pool_back_split": "(dx_pad,) =",
        "average_pool": "sums =",
    },
}
"""How the line begins that does it, where it is not the one that makes what the step writes."""


def heart(shown: Program, dialect: Dialect, scope: ListingScope) -> int:
    """Return which line of a program does the step, counted from 0; the last that makes anything where none does."""
    begins = _HEARTS[dialect].get(shown.name)
    target = scope.updates[-1].target.array
    lines = [line.strip() for line in shown.lines]
    for known in [begins] if begins else [f"{target} =", f"({target},) =", f"{target}, ", f", {target} ="]:
        found = [number for number, line in enumerate(lines) if _makes(line, known)]
        if found:
            return found[-1]
    return max(number for number, line in enumerate(lines) if " = " in line)


def _makes(line: str, known: str) -> bool:
    return known in line if known.startswith(",") else line.startswith(known)


def values(shown: Program, dialect: Dialect, scope: ListingScope) -> Iterator[Value]:
    """Yield the sizes of the chapter's arrays, and what of them the step reads and makes."""
    words = set(re.findall(r"\w+", "\n".join(shown.lines)))
    arrays = [name for name in _arrays(scope) if name in words]
    for name in arrays:
        info = scope.chapter.info[name]
        if info.axes != SINGLE_NUMBER:
            sizes = ordered(scope.chapter.arrays[name].shape[info.sampled :], info.axes, dialect, 1)
            yield Value(f"{name}.shape", f"({', '.join(map(str, sizes))}{',' * (len(sizes) == 1)})")
    for name in arrays:
        found = _part(name, dialect, scope)
        if found is not None:
            yield found


def _arrays(scope: ListingScope) -> dict[str, None]:
    """Return the arrays that the step has to do with: what is read, then what is written."""
    trace = scope.chapter.trace
    touched = {cell.array for cell in scope.frame.step.cells}
    return dict.fromkeys(name for name in (*trace.inputs, *trace.outputs) if name in touched)


def _part(name: str, dialect: Dialect, scope: ListingScope) -> Value | None:
    """Return the part of an array that the step has to do with, where it can be named; not a sum on its way."""
    if any(update.target.array == name and update.accumulate for update in scope.updates):
        return None
    cells = scope.cells(name)
    spans = _spans(scope.places(cells))
    if spans is None:
        return None
    info = scope.chapter.info[name]
    index = ", ".join(ordered(spans, info.axes, dialect, "0"))
    called = name if info.axes == SINGLE_NUMBER else f"{name}[{index}]"
    to_come = scope.frame.step.writes - scope.frame.done.writes
    known = [cell not in to_come for cell in cells]
    return scope.shown(called, name, scope.block(cells, map(scope.number_of, cells), known))


def _spans(places: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> list[str] | None:
    """Return indices of cells as numbers and slices, None where they are no such block."""
    found, size = [], 1
    for column in places.T:
        taken = np.unique(column)
        apart = int(taken[1] - taken[0]) if len(taken) > 1 else 1
        if (np.diff(taken) != apart).any():
            return None
        by = f":{apart}" if apart > 1 else ""
        found.append(str(taken[0]) if len(taken) == 1 else f"{taken[0]}:{taken[-1] + 1}{by}")
        size *= len(taken)
    return found if size == len(places) else None


def ordered(parts: Sequence[T], axes: tuple[Dim, ...], dialect: Dialect, sample: T) -> tuple[T, ...]:
    """Return what there is for each axis of an array, without its samples, in the order of a dialect."""
    if dialect is not Dialect.TORCH:
        return tuple(parts)
    if axes in (IMAGES, PER_POSITION):
        return sample, parts[2], parts[0], parts[1]
    if axes == KERNELS:
        return parts[3], parts[2], parts[0], parts[1]
    if axes == LISTS:
        return sample, parts[0]
    return (parts[1], parts[0]) if axes == MATRIX else tuple(parts)
