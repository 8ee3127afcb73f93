"""Mistakes about what is added to what: assigned, left out, averaged, summed."""

from collections.abc import Callable

from cnnviz.explain.mistakes.visit import Visit, changed, replaced, scaled, with_constants
from cnnviz.trace.steps import Cell, Const, Step, Term


def assigned(visit: Visit) -> Step | None:
    """Replace what a cell holds instead of adding to it."""
    return Step(tuple(replaced(update, accumulate=False) for update in visit.step.updates))


def winner_assigned(visit: Visit) -> Step | None:
    """Let the winner alone replace what its cell holds, and the others keep it."""
    won = (update for update in visit.step.updates if any(map(_passes, update.terms)))
    return Step(tuple(replaced(update, accumulate=False) for update in won))


def last_term_only(visit: Visit) -> Step | None:
    """Replace the sum by each product, so that the last is left, and the bias."""
    updates = []
    for update in visit.step.updates:
        products = [term for term in update.terms if len(term) > 1]
        rest = [term for term in update.terms if len(term) == 1]
        updates.append(replaced(update, terms=(*products[-1:], *rest)))
    return Step(tuple(updates))


def bias_left_out(visit: Visit) -> Step | None:
    """Add no bias: it is the term that stands alone."""
    if not any(len(term) == 1 for update in visit.step.updates for term in update.terms):
        return None
    return Step(
        tuple(
            replaced(update, terms=tuple(term for term in update.terms if len(term) > 1))
            for update in visit.step.updates
        )
    )


def first_of(cells_of: Callable[[Visit], str], *, last: bool = False) -> Callable[[Visit], Step | None]:
    """Keep the first channel of an array alone, or the last, wherever it is read or written."""

    def wrong(visit: Visit) -> Step | None:
        name = cells_of(visit)
        kept = visit.array(name).shape[-1] - 1 if last else 0
        return changed(visit, lambda cell, _: None if cell.array == name and cell.index[-1] != kept else cell)

    return wrong


def other_filters_left_out(visit: Visit) -> Step | None:
    """Add up the products of the first filter alone; the others keep their bias."""
    updates = [
        one if one.target.index[-1] == 0 else replaced(one, terms=tuple(t for t in one.terms if len(t) == 1))
        for one in visit.step.updates
    ]
    return Step(tuple(updates))


def plane_of(visit: Visit) -> str:
    """Return the array over which the windows lie, whose channels are what is read."""
    return visit.roles.plane


def output_of(visit: Visit) -> str:
    """Return the array with a cell for each window, whose channels are the filters' own."""
    return visit.roles.output


def first_position(visit: Visit) -> Step | None:
    """Take the gradient of the first position alone."""
    return _only(visit, 0)


def last_position(visit: Visit) -> Step | None:
    """Take the gradient of the last position alone."""
    return _only(visit, -1)


def _only(visit: Visit, which: int) -> Step:
    """Keep one term of each sum."""
    return Step(tuple(replaced(one, terms=(one.terms[which],)) for one in visit.step.updates if one.terms))


def over_positions(visit: Visit) -> Step | None:
    """Divide by the number of windows."""
    shape = visit.array("dy").shape
    return _divided(visit, shape[1] * shape[2] if len(shape) == 4 else shape[-1])


def over_samples(visit: Visit) -> Step | None:
    """Divide by the number of images."""
    return _divided(visit, len(visit.array("dy")))


def over_all(visit: Visit) -> Step | None:
    """Divide by the number of windows in all images."""
    shape = visit.array("dy").shape
    return _divided(visit, shape[0] * (shape[1] * shape[2] if len(shape) == 4 else shape[-1]))


def _divided(visit: Visit, count: int) -> Step:
    return scaled(visit, Const(1 / count, f"1/{count}"))


def not_divided(visit: Visit) -> Step | None:
    """Add up without dividing: a sum for a mean."""
    return with_constants(visit, lambda constant: None)


def divided_by_side(visit: Visit) -> Step | None:
    """Divide by the window's side instead of its area."""
    side = visit.geometry.rows.kernel
    return with_constants(visit, lambda constant: Const(1 / side, f"1/{side}"))


def divided_by_area(visit: Visit) -> Step | None:
    """Divide by the window's whole area also where it reaches over an edge."""
    area = visit.geometry.rows.kernel * visit.geometry.columns.kernel
    return with_constants(visit, lambda constant: Const(1 / area, f"1/{area}"))


def divided_by_inside(visit: Visit) -> Step | None:
    """Divide by the number of cells that are no padding where the padding counts."""
    rows, columns = visit.geometry
    for update in visit.step.updates:
        cells = [update.target, *(one for term in update.terms for one in term if isinstance(one, Cell))]
        of = next(cell for cell in cells if cell.array == visit.roles.output)
        count = 1
        for axis, window in zip((rows, columns), of.index[1:3], strict=True):
            at = axis.taps[window]
            count *= int(((at >= axis.before) & (at < axis.before + axis.size)).sum())
        return with_constants(visit, lambda constant, count=count: Const(1 / max(count, 1), f"1/{count}"))  # type: ignore[misc]
    return None


def sign_lost(visit: Visit) -> Step | None:
    """Turn the sign of every term round."""
    minus = Const(-1.0, "−1")  # in front, where it is printed as a minus

    def turned(term: Term) -> Term:
        return (minus, *term) if len(term) > 1 else term

    return Step(
        tuple(replaced(one, terms=tuple(turned(term) for term in one.terms)) for one in visit.step.updates)
    )


def _passes(term: tuple[object, ...]) -> bool:
    mask = term[-1]
    return not (isinstance(mask, Const) and mask.value == 0)
