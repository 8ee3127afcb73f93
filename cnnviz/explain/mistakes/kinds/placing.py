"""Mistakes about where windows lie, and which cells they have."""

from cnnviz.engine.geometry import Axis
from cnnviz.explain.mistakes.kinds.routing import rerouted
from cnnviz.explain.mistakes.visit import Place, Tap, Visit, changed, moved, replaced
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Cell, Const, Step


def stride_forgotten(visit: Visit) -> Step | None:
    """Let every window begin one cell after the last, whatever the stride."""
    return _laid(visit, lambda tap, axis: tap.window + tap.at * axis.dilation)


def dilation_forgotten(visit: Visit) -> Step | None:
    """Read neighbours, whatever the dilation."""
    return _laid(visit, lambda tap, axis: tap.window * axis.stride + tap.at)


def padding_too_narrow(visit: Visit) -> Step | None:
    """Let windows lie as if the padding were one cell narrower."""
    return _laid(visit, _shifted(1))


def padding_too_wide(visit: Visit) -> Step | None:
    """Let windows lie as if the padding were one cell wider."""
    return _laid(visit, _shifted(-1))


def copied_too_low(visit: Visit) -> Step | None:
    """Copy a cell below and right of the one that is meant."""
    return _copied(visit, 1)


def copied_too_high(visit: Visit) -> Step | None:
    """Copy a cell above and left of the one that is meant."""
    return _copied(visit, -1)


def last_cells_missed(visit: Visit) -> Step | None:
    """Let windows end a cell too early."""
    return _laid(visit, lambda tap, axis: _begin(tap, axis) if tap.at < axis.kernel - 1 else None)


def rows_and_columns_swapped(visit: Visit) -> Step | None:
    """Let the window of row h and column w lie at row w and column h."""
    plane, (rows, columns) = visit.roles.plane, visit.geometry

    def change(cell: Cell, output: Cell | None) -> Cell | None:
        if cell.array != plane or output is None:
            return cell
        down, across = visit.taps(cell, output)
        i = across.window * rows.stride + down.at * rows.dilation
        j = down.window * columns.stride + across.at * columns.dilation
        inside = i < rows.padded and j < columns.padded
        return Cell(plane, (cell.index[0], i, j, cell.index[3])) if inside else None

    step = changed(visit, change)
    return rerouted(visit, step) if visit.kind is ChapterKind.MAX_POOL_BACK else step


def side_by_side(visit: Visit) -> Step | None:
    """Put the numbers of dY next to each other, without zeros between them."""
    trace, (_, height, width, _) = visit.trace, visit.array("dy").shape
    first = next(number for number, step in enumerate(trace) if any(step.reads))
    (top, left), updates = divmod(first, trace.shape[-1]), []
    for update in visit.step.updates:
        n, p, q, f = update.target.index
        h, w = p - top, q - left
        inside = 0 <= h < height and 0 <= w < width
        given = Cell("dy", (n, h, w, f)) if inside else Const(0.0, "zero fill")
        updates.append(replaced(update, terms=((given,),)))
    return Step(tuple(updates))


def _laid(visit: Visit, place: Place) -> Step | None:
    """Return the step with its window elsewhere; a maximum is looked for there anew."""
    step = moved(visit, place)
    return rerouted(visit, step) if visit.kind is ChapterKind.MAX_POOL_BACK else step


def _shifted(by: int) -> Place:
    return lambda tap, axis: _begin(tap, axis) + by


def _begin(tap: Tap, axis: Axis) -> int:
    return tap.window * axis.stride + tap.at * axis.dilation


def _copied(visit: Visit, by: int) -> Step:
    """Return the step of a copy that takes its cells from elsewhere, within their array."""

    def change(cell: Cell, output: Cell | None) -> Cell | None:
        if cell.array not in visit.trace.inputs:
            return cell
        index, shape = cell.index, visit.array(cell.array).shape
        i, j = index[1] + by, index[2] + by
        inside = 0 <= i < shape[1] and 0 <= j < shape[2]
        return Cell(cell.array, (index[0], i, j, *index[3:])) if inside else None

    return changed(visit, change)
