"""Mistakes about layers in which every input meets every unit, and about lists."""

from collections.abc import Mapping

import numpy as np

from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.explain.mistakes.visit import Visit, changed
from cnnviz.trace.steps import Array, Cell, Step


def transposed(visit: Visit) -> Step | None:
    """Take the weight of the other way round: of input o to unit i."""

    def change(cell: Cell, _: Cell | None) -> Cell | None:
        if cell.array not in ("weight", "dweight"):
            return cell
        (i, o), shape = cell.index, visit.array(cell.array).shape
        return Cell(cell.array, (o, i)) if o < shape[0] and i < shape[1] else None

    return changed(visit, change)


def neighbour(visit: Visit) -> Step | None:
    """Take the number of the next unit."""

    def change(cell: Cell, _: Cell | None) -> Cell:
        if cell.array not in ("weight", "dy"):
            return cell
        *rest, o = cell.index
        return Cell(cell.array, (*rest, (o + 1) % visit.array(cell.array).shape[-1]))

    return changed(visit, change)


def by_columns(visit: Visit) -> Step | None:
    """Lay an image out column by column, or channel by channel, and not row by row."""
    name = "x" if "x" in visit.trace.inputs else "dx"
    _, h, w, c = visit.array(name).shape

    def change(cell: Cell, _: Cell | None) -> Cell:
        if cell.array != name:
            return cell
        sample, i, j, k = cell.index
        if c > 1:  # channel by channel
            k, i, j = (int(at) for at in np.unravel_index((i * w + j) * c + k, (c, h, w)))
        else:
            j, i = (int(at) for at in np.unravel_index(i * w + j, (w, h)))
        return Cell(name, (sample, i, j, k))

    return changed(visit, change)


def of_last_sample(operation: Operation) -> Mapping[str, Array]:
    """Replace what each sample gives to a gradient by what the next one gives."""
    o = operation
    if o.kind is not OperationKind.LINEAR:
        return {}
    right = right_arrays(o._replace(x=o.x[-1:], dy=o.dy[-1:], averaged=False))
    return {name: right[name] for name in ("dweight", "dbias") if name in right}
