"""Mistakes about which cell of a window gets the gradient of its maximum."""

from collections.abc import Callable, Sequence

import numpy as np

from cnnviz.explain.mistakes.visit import Visit
from cnnviz.trace.steps import Array, Cell, Const, Step, Update

Spot = tuple[int, int]


def to_all_ties(visit: Visit) -> Step | None:
    """Give every cell that is as large as the maximum the whole gradient."""
    values = _values(visit)
    return _routed(visit, [float(value == values.max()) for value in values])


def spread_evenly(visit: Visit) -> Step | None:
    """Give every cell of the window the same share, as a mean does."""
    count = len(_window(visit))
    return _routed(visit, [1 / count] * count, f"1/{count}")


def to_whole_window(visit: Visit) -> Step | None:
    """Give every cell of the window the whole gradient."""
    return _routed(visit, [1.0] * len(_window(visit)))


def against_whole_plane(visit: Visit) -> Step | None:
    """Compare with the maximum of the whole plane, so that most windows have no winner."""
    values = _values(visit)
    return _routed(visit, [float(value == _plane(visit).max()) for value in values])


def to_first_of_plane(visit: Visit) -> Step | None:
    """Give the gradient to the first cell of the whole plane that is as large as the window's maximum."""
    return _to_spot(visit, lambda plane: int(np.argmax(plane == _values(visit).max())))


def to_maximum_of_plane(visit: Visit) -> Step | None:
    """Give the gradient to the maximum of the whole plane."""
    return _to_spot(visit, lambda plane: int(np.argmax(plane)))


def as_if_in_plane(visit: Visit) -> Step | None:
    """Take the winner's place in its window for its place in the plane."""
    columns, winner = visit.geometry.columns.kernel, int(np.argmax(_values(visit)))
    u, v = divmod(winner, columns)
    return _to_spot(visit, lambda plane: u * plane.shape[1] + v)


def masked_by_output(visit: Visit) -> Step | None:
    """Look for the winners in the same window of the output instead of the input."""
    return _by_other(visit, _pooled(visit))


def masked_by_upstream(visit: Visit) -> Step | None:
    """Look for the winners in the same window of the upstream gradient instead of the input."""
    return _by_other(visit, visit.array("dy"))


def masked_by_own_gradient(visit: Visit) -> Step | None:
    """Compare the input with the upstream gradient instead of the window's maximum."""
    gradient = float(visit.array("dy")[_output(visit).index])
    return _routed(visit, [float(value == gradient) for value in _values(visit)])


def rerouted(visit: Visit, step: Step) -> Step | None:
    """Return a step whose window has been moved with the mask that the cells there have, by the rule in force."""
    if not step.updates:
        return step
    winners = getattr(visit.trace, "winners", None)
    if winners is None:  # numbers of the pass are hidden: nobody can say who would win
        return None
    x, ties = visit.array("x_pad"), winners.ties
    values = np.array([x[update.target.index] for update in step.updates])
    won = values == values.max()
    if ties == "first":
        won = np.arange(len(won)) == np.argmax(values)
    shares, gradient = won / (won.sum() if ties == "split" else 1), _output(visit)
    return Step(
        tuple(
            _given(update, float(share), gradient) for update, share in zip(step.updates, shares, strict=True)
        )
    )


def _by_other(visit: Visit, other: Array) -> Step | None:
    sample, *_, channel = _output(visit).index
    spots = _window(visit)
    if any(i >= other.shape[1] or j >= other.shape[2] for i, j in spots):
        return None
    values = [float(other[sample, i, j, channel]) for i, j in spots]
    return _routed(visit, [float(value == max(values)) for value in values])


def _pooled(visit: Visit) -> Array:
    """Return the maxima of all windows."""
    x, (rows, columns) = visit.array("x_pad"), visit.geometry
    y = np.empty(visit.output)
    for h in range(rows.output):
        for w in range(columns.output):
            window = x[:, rows.start(h) :, columns.start(w) :][:, : rows.kernel, : columns.kernel]
            y[:, h, w] = window.max((1, 2))
    return y


def _output(visit: Visit) -> Cell:
    """Return the cell of the upstream gradient that the step hands on."""
    cells = (one for update in visit.step.updates for term in update.terms for one in term)
    return next(cell for cell in cells if isinstance(cell, Cell) and cell.array == visit.roles.output)


def _window(visit: Visit) -> list[Spot]:
    return [(update.target.index[1], update.target.index[2]) for update in visit.step.updates]


def _values(visit: Visit) -> Array:
    x = visit.array("x_pad")
    return np.array([x[update.target.index] for update in visit.step.updates])


def _plane(visit: Visit) -> Array:
    sample, *_, channel = _output(visit).index
    return visit.array("x_pad")[sample, :, :, channel]


def _routed(visit: Visit, shares: Sequence[float], label: str = "") -> Step:
    """Return the step with another mask."""
    gradient = _output(visit)
    return Step(
        tuple(
            _given(update, share, gradient, label)
            for update, share in zip(visit.step.updates, shares, strict=True)
        )
    )


def _to_spot(visit: Visit, choose: Callable[[Array], int]) -> Step:
    """Return a step that gives the whole gradient to one cell of the plane, by its number in row-major order."""
    plane, gradient = _plane(visit), _output(visit)
    i, j = divmod(choose(plane), plane.shape[1])
    sample, *_, channel = gradient.index
    place = Cell(visit.roles.plane, (sample, i, j, channel))
    first = visit.step.updates[0]
    others = tuple(_given(one, 0.0, gradient) for one in visit.step.updates if one.target != place)
    return Step((*others, _given(first, 1.0, gradient, target=place)))


def _given(
    update: Update, share: float, gradient: Cell, label: str = "", target: Cell | None = None
) -> Update:
    mask = Const(share, label or f"{share:.0f}", "mask")
    return Update(target or update.target, ((mask, gradient),), accumulate=True, aside=update.aside)
