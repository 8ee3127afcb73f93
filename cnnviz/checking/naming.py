"""What a cell of a report is called: as the stage names it, and beside that where it is in the learner's own array.

A solution with channels first differs in dx[0, 1, 2, 3]: image 0, channel 1, row 2, column 3. The stage calls that
dX[2, 3] of channel 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnviz.checking.comparing import expected

if TYPE_CHECKING:
    from cnnviz.checking.conventions.layouts import Layouts
    from cnnviz.checking.diagnosis.parting import Parting
    from cnnviz.explain.mistakes.operation import Operation

LABELS = {"y": "Y", "dx": "dX", "dweight": "dW", "dbias": "db", "weight_new": "W", "bias_new": "b"}
"""What arrays are called on the stage."""
_THEIRS = {"y": "y", "dx": "dx", "dweight": "dW", "dbias": "db", "weight_new": "W", "bias_new": "b"}
_IMAGES, _KERNELS = ("y", "dx"), ("dweight", "weight_new")
_RANK = 4


def place_of(parting: Parting) -> str:
    """Return what the first cell is called that differs."""
    operation, name, target = parting.tried.setting.operation, parting.array.name, parting.target
    if target is None:
        return place_words(operation, name, None, parting.cell)
    index = list(target.index)
    if name == "dx" and target.array.endswith("_pad") and len(index) == _RANK:
        index[1:3] = (at - wide for at, wide in zip(index[1:3], operation.padding, strict=True))
    return place_words(operation, name, tuple(index), parting.cell)


def engine_index(
    operation: Operation, name: str, own: tuple[int, ...], layouts: Layouts
) -> tuple[int, ...] | None:
    """Return which cell of the engine's array a cell of the solution's is, None where that cannot be told."""
    shape = expected(operation)[name].shape
    laid = layouts.of(name, np.arange(int(np.prod(shape))).reshape(shape).astype(float))
    if laid.ndim != len(own) or any(at >= size for at, size in zip(own, laid.shape, strict=True)):
        return None
    return tuple(int(at) for at in np.unravel_index(int(laid[own]), shape))


def place_words(operation: Operation, name: str, index: tuple[int, ...] | None, own: tuple[int, ...]) -> str:
    """Return what a cell is called that is at `index` of the engine's array, and at `own` of the solution's."""
    label = LABELS[name]
    if index is None:
        return _indexed(label, own)
    shape = expected(operation)[name].shape
    place, words = index, []
    if len(shape) == _RANK and name in _IMAGES:
        image, *rest, channel = index
        place = tuple(rest)
        word = "filter" if name == "y" and operation.weight is not None else "channel"
        words += [f"{word} {channel}"] if shape[3] > 1 else []
        words += [f"image {image}"] if shape[0] > 1 else []
    elif len(shape) == _RANK and name in _KERNELS:
        place = index[:2]
        words += [f"channel {index[2]}"] if shape[2] > 1 else []
        words += [f"filter {index[3]}"] if shape[3] > 1 else []
    elif int(np.prod(shape)) == 1:
        place = ()
    of = f" of {' of '.join(words)}" if words else ""
    return f"{_indexed(label, place)}{of}{own_words(name, place, own)}"


def own_words(name: str, place: tuple[int, ...], own: tuple[int, ...]) -> str:
    """Return where a cell is in the solution's array, in commas, nothing where it is at the same place."""
    return "" if own == place else f", in your array {_indexed(_THEIRS[name], own)},"


def _indexed(label: str, place: tuple[int, ...]) -> str:
    return f"{label}[{', '.join(map(str, place))}]" if place else label
