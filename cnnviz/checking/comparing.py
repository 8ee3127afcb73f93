"""What a solution returned beside what the engine makes of it, with what rounding explains."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.checking.conventions.adapter import Adapter
from cnnviz.checking.conventions.layouts import fitting
from cnnviz.checking.running.job import Failure, Made
from cnnviz.checking.settings.setting import Setting
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array

AGREES, DIFFERS, ERROR = "agrees", "differs", "error"
_COARSEST = np.finfo(np.float32)
"""The numbers of a solution that are computed in float32 somewhere on the way are as good as these."""


class Compared(NamedTuple):
    """An array of a solution beside the engine's.

    Parameters
    ----------
    name : "y", "dx", ...
    verdict : "agrees", "differs" or "error"
    right : the engine's, laid out as the solution has it
    theirs : the solution's, None where there is an error
    tolerance : what rounding explains
    failure : why there is none
    """

    name: str
    verdict: str
    right: Array
    theirs: Array | None = None
    tolerance: float = 0.0
    failure: Failure | None = None

    @property
    def apart(self) -> NDArray[np.bool_] | None:
        """Which cells differ by more than rounding explains, None where the shapes differ."""
        if self.theirs is None or self.theirs.shape != self.right.shape:
            return None
        return np.logical_not(_close(self.theirs, self.right, self.tolerance))


class Tried(NamedTuple):
    """What came of a setting.

    Parameters
    ----------
    setting : which one
    arrays : each array that the solution computes
    changed : what was changed of what was given: its name and the function
    printed : the beginning of what was printed
    """

    setting: Setting
    arrays: Mapping[str, Compared]
    changed: tuple[str, ...] = ()
    printed: str = ""

    @property
    def agrees(self) -> bool:
        """Whether all arrays agree."""
        return all(one.verdict == AGREES for one in self.arrays.values())

    @property
    def failure(self) -> Failure | None:
        """Why an array is not there, where that is so."""
        return next((one.failure for one in self.arrays.values() if one.failure is not None), None)


def compared(adapter: Adapter, setting: Setting, made: Made) -> Tried:
    """Return what came of a setting beside what the engine makes of it."""
    operation = setting.operation
    right = expected(operation)
    arrays = {}
    for name in adapter.wanted(operation):
        laid = adapter.layouts.of(name, right[name])
        if name in made.errors:
            arrays[name] = Compared(name, ERROR, laid, failure=made.errors[name])
        elif name not in made.arrays:
            arrays[name] = Compared(
                name, ERROR, laid, failure=Failure("value", message="it was not returned")
            )
        else:
            theirs = fitting(name, made.arrays[name], laid)
            tolerance = allowed(operation, name, theirs.dtype)
            agrees = theirs.shape == laid.shape and bool(_close(theirs, laid, tolerance).all())
            arrays[name] = Compared(name, AGREES if agrees else DIFFERS, laid, theirs, tolerance)
    changed = tuple(dict.fromkeys(function for _, function in made.changed if function))
    return Tried(setting, arrays, changed, made.printed)


_MOST_KEPT = 300
_kept: dict[tuple[int, str], tuple[Operation, Any]] = {}


def _once(operation: Operation, what: str, make: Callable[[], Any]) -> Any:
    """Return what is made of an operation, which is made once: edits are tried by the hundred."""
    found = _kept.get((id(operation), what))
    if found is None or found[0] is not operation:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[id(operation), what] = operation, make()
    return found[1]


def expected(operation: Operation) -> Mapping[str, Array]:
    """Return what the engine makes of an operation."""
    right: Mapping[str, Array] = _once(operation, "right", lambda: right_arrays(operation))
    return right


def same(theirs: Array, other: Array, tolerance: float) -> bool:
    """Return whether two arrays are alike but for rounding."""
    return theirs.shape == other.shape and bool(_close(theirs, other, tolerance).all())


def allowed(operation: Operation, name: str, dtype: np.dtype[Any]) -> float:
    """Return by how much rounding may take an array away from the exact one."""
    exactness = max(float(_COARSEST.eps), float(np.finfo(dtype).eps) if dtype.kind == "f" else 0.0)
    terms = operation.dy.size + (0 if operation.weight is None else operation.weight[..., 0].size)
    guarded = 20 if operation.kind is OperationKind.CROSS_ENTROPY else 1  # log(p + 1e-7) is as good as log(p)
    return exactness * guarded * (16 + terms) * max(_reach(operation, name), 1e-6)


_SUMS = (
    OperationKind.CONVOLUTION,
    OperationKind.AVERAGE_POOLING,
    OperationKind.LINEAR,
    OperationKind.MSE,
)


def _reach(operation: Operation, name: str) -> float:
    """Return how large the sum of the terms' sizes is, at most."""
    o = operation
    if o.kind in _SUMS:
        sizes = _once(
            o,
            "sizes",
            lambda: o._replace(
                x=np.abs(o.x),
                dy=np.abs(o.dy),
                weight=None if o.weight is None else np.abs(o.weight),
                bias=None if o.bias is None else np.abs(o.bias),
                rate=-o.rate,
                target=None if o.target is None else -np.abs(o.target),
            ),
        )
        return float(np.abs(expected(sizes)[name]).max(initial=0))
    if o.kind in (OperationKind.CROSS_ENTROPY, OperationKind.SOFTMAX):
        return float(np.abs(expected(o)[name]).max(initial=0) + np.abs(o.x).max(initial=0))
    return float(max(np.abs(o.x).max(initial=0), 9 * np.abs(o.dy).max(initial=0)))


def _close(theirs: Array, right: Array, tolerance: float) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        near = np.abs(theirs.astype(float) - right) <= tolerance
    alike = near | (theirs == right) | (np.isnan(theirs) & np.isnan(right))
    return np.asarray(alike, bool)
