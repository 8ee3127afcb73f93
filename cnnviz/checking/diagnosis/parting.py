"""Where a solution and the engine part: the smallest setting, the first cell, the step."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.checking.comparing import DIFFERS, Compared, Tried, expected
from cnnviz.checking.conventions.layouts import Layouts
from cnnviz.checking.diagnosis.by_bank import MOST_PRODUCTS, products
from cnnviz.explain.mistakes.mistake import WrongStep
from cnnviz.explain.mistakes.over_passes import MistakeWay
from cnnviz.explain.mistakes.passes import Pass, passes_of
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Cell, apply


class Parting(NamedTuple):
    """Where they part.

    Parameters
    ----------
    tried : in which setting
    array : of which array
    cell : of the first cell that differs, as the solution has it
    theirs, right : what stands there
    apart, of : how many cells differ, of how many
    kind : of the pass in which the array is made
    step, steps : which of its steps, counted from 0, and how many there are
    sample : of which image
    target : that cell as the steps of the pass have it
    """

    tried: Tried
    array: Compared
    cell: tuple[int, ...]
    theirs: float
    right: float
    apart: int
    of: int
    kind: ChapterKind | None = None
    step: int | None = None
    steps: int = 0
    sample: int = 0
    target: Cell | None = None


def parting_of(tried: Tried, name: str, layouts: Layouts, way: MistakeWay | None = None) -> Parting | None:
    """Return where an array of a setting parts from the engine's, None where it agrees or has another shape."""
    array = tried.arrays.get(name)
    if array is None or array.verdict != DIFFERS:
        return None
    apart = array.apart
    if apart is None or array.theirs is None or not apart.any():
        return None
    index = tuple(int(one) for one in np.argwhere(apart)[0])
    found = Parting(
        tried,
        array,
        index,
        float(array.theirs[index]),
        float(array.right[index]),
        int(apart.sum()),
        int(apart.size),
    )
    if products(tried) > MOST_PRODUCTS:
        return found
    for one in passes_of(tried.setting.operation):
        if one.writes[1] == name:
            found = found._replace(target=_target(found, one, layouts))
            return _with_step(found, one, tried, layouts, apart, way)
    return found


def _target(found: Parting, one: Pass, layouts: Layouts) -> Cell | None:
    """Return the cell of the engine's own array, padded where the pass has it so, at which they part first."""
    operation = found.tried.setting.operation
    shape = expected(operation)[found.array.name].shape
    laid = layouts.of(found.array.name, np.arange(int(np.prod(shape))).reshape(shape).astype(float))
    if laid.shape != found.array.right.shape:
        return None
    index = [int(at) for at in np.unravel_index(int(laid[found.cell]), shape)]
    if one.cropped:
        index[1:3] = (at + wide for at, wide in zip(index[1:3], operation.padding, strict=True))
    return Cell(one.writes[0], tuple(index))


def _with_step(
    found: Parting,
    one: Pass,
    tried: Tried,
    layouts: Layouts,
    apart: NDArray[np.bool_],
    way: MistakeWay | None,
) -> Parting:
    """Return it with the first step at which the mistaken array parts, else at which a cell is done that differs."""
    variant = None if way is None else way.variant
    for sample, trace in enumerate(one.traces):
        number = None
        if variant is not None and variant.step is not None and one.kind in variant.kinds:
            number = _first_wrong(one, sample, variant.step)
        else:
            number = _first_done(one, sample, tried, layouts, apart)
        if number is not None:
            return found._replace(kind=one.kind, step=number, steps=len(trace), sample=sample)
    return found._replace(kind=one.kind, steps=len(one.traces[0]))


def _first_wrong(one: Pass, sample: int, wrong: WrongStep) -> int | None:
    """Return the first step after which a mistaken array is another one than the right."""
    trace, written = one.traces[sample], one.writes[0]
    right, mistaken = (
        {**trace.inputs, **{name: np.zeros(np.shape(array)) for name, array in trace.outputs.items()}}
        for _ in range(2)
    )
    for number in range(len(trace)):
        visit = Visit(one.kind, trace, number)
        step = wrong(visit)
        if step is None:
            return None
        apply(visit.step, right)
        apply(step, mistaken)
        if not np.allclose(right[written], mistaken[written], rtol=1e-9, atol=1e-12, equal_nan=True):
            return number
    return None


def _first_done(
    one: Pass, sample: int, tried: Tried, layouts: Layouts, apart: NDArray[np.bool_]
) -> int | None:
    """Return the first step with which a cell is finished that differs."""
    operation, name = tried.setting.operation, one.writes[1]
    shape = np.shape(one.traces[sample].outputs[one.writes[0]])
    top, left = operation.padding if one.cropped else (0, 0)
    inner = tried.arrays[name].right
    numbers = np.arange(int(np.prod(shape))).reshape(shape).astype(float)
    cut = numbers
    if one.cropped:
        height, width = operation.x.shape[1:3]
        cut = numbers[:, top : top + height, left : left + width]
    laid = layouts.of(name, cut)
    if laid.shape != inner.shape:
        return None
    found = []
    for number in laid[apart].astype(int):
        cell = Cell(one.writes[0], tuple(int(at) for at in np.unravel_index(number, shape)))
        steps = one.traces[sample].steps_of(cell)
        found += [int(steps[-1])] if len(steps) else []
    return min(found, default=None)
