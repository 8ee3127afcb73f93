"""Mistakes about a kernel's cells: turned, not turned, with rows and columns swapped, a neighbour taken."""

from collections.abc import Callable

from cnnviz.explain.mistakes.visit import Visit, changed
from cnnviz.trace.steps import Cell, Step


def turned(visit: Visit) -> Step | None:
    """Turn the kernel by 180°: its first cell where its last belongs."""
    return _at(visit, lambda u, v, kh, kw: (kh - 1 - u, kw - 1 - v))


def transposed(visit: Visit) -> Step | None:
    """Swap the kernel's rows and columns."""
    return _at(visit, lambda u, v, kh, kw: (v, u))


def neighbour(visit: Visit) -> Step | None:
    """Take the weight beside the one that is meant."""
    return _at(visit, lambda u, v, kh, kw: (u, (v + 1) % kw))


def not_turned(visit: Visit) -> Step | None:
    """Copy the kernel without turning it."""
    kernel = next(iter(visit.trace.inputs))
    kh, kw = visit.array(kernel).shape[:2]

    def change(cell: Cell, output: Cell | None) -> Cell:
        if cell.array != kernel:
            return cell
        u, v, *rest = cell.index
        return Cell(kernel, (kh - 1 - u, kw - 1 - v, *rest))

    return changed(visit, change)


def _at(visit: Visit, place: Callable[[int, int, int, int], tuple[int, int]]) -> Step:
    kernel = visit.roles.kernel
    kh, kw = visit.array(kernel).shape[:2]

    def change(cell: Cell, output: Cell | None) -> Cell | None:
        if cell.array != kernel:
            return cell
        u, v, *rest = cell.index
        u, v = place(u, v, kh, kw)
        return Cell(kernel, (u, v, *rest)) if u < kh and v < kw else None

    return changed(visit, change)
