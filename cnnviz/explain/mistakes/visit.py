"""One step as a mistake sees it: what its arrays are to one another, and where its windows lie.

A kernel of two rows goes over an image by strides of two. In the second window (`h` = 1) its second row (`u` = 1)
reads row 1 * 2 + 1 = 3; a stride that was forgotten takes it to row 1 + 1 = 2. Whoever knows window and tap of a cell
can say so for every pass that has windows, forward and backward: see `moved`.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Array, Cell, Const, Factor, Step, Term, Update
from cnnviz.trace.trace import Trace


class Roles(NamedTuple):
    """What the steps of a kind of pass call the arrays that a window brings together.

    Parameters
    ----------
    plane : the padded image, or its gradient, over which the windows lie
    output : the array with a cell for each window
    kernel : the weights, or their gradient, "" where there are none
    """

    plane: str
    output: str
    kernel: str = ""


ROLES: Mapping[ChapterKind, Roles] = {
    ChapterKind.CONVOLVE: Roles("x_pad", "y", "weight"),
    ChapterKind.SCATTER: Roles("dx_pad", "dy", "weight"),
    ChapterKind.GATHER: Roles("dx_pad", "dy", "weight"),
    ChapterKind.FULL: Roles("dx_pad", "dy_spread", "weight_turned"),
    ChapterKind.ACCUMULATE: Roles("x_pad", "dy", "dweight"),
    ChapterKind.CORRELATE: Roles("x_pad", "dy", "dweight"),
    ChapterKind.MAX_POOL: Roles("x_pad", "y"),
    ChapterKind.MAX_POOL_BACK: Roles("dx_pad", "dy"),
    ChapterKind.AVERAGE_POOL: Roles("x_pad", "y"),
    ChapterKind.AVERAGE_POOL_BACK: Roles("dx_pad", "dy"),
}


class Tap(NamedTuple):
    """Where a cell lies along one axis: which window, counted from 0, and which cell of it."""

    window: int
    at: int


Place = Callable[[Tap, Axis], int | None]
"""Where a mistaken window has a cell, None where it has it not."""


class Visit:
    """One step of a pass."""

    def __init__(self, kind: ChapterKind, trace: Trace, number: int) -> None:
        self.kind, self.trace, self.number = kind, trace, number

    @cached_property
    def step(self) -> Step:
        """The step as it should be."""
        return self.trace[self.number]

    @cached_property
    def geometry(self) -> Geometry:
        """Where the windows lie; only passes that have windows are asked."""
        assert self.trace.geometry is not None
        return self.trace.geometry

    @property
    def roles(self) -> Roles:
        """What the arrays are; only passes that have windows are asked."""
        return ROLES[self.kind]

    @property
    def output(self) -> tuple[int, ...]:
        """The shape of the array with a cell for each window."""
        return self.array(self.roles.output).shape

    def array(self, name: str) -> Array:
        """Return an array of the pass, finished if it is written."""
        inputs = self.trace.inputs
        return inputs[name] if name in inputs else self.trace.outputs[name]

    def taps(self, plane: Cell, output: Cell) -> tuple[Tap, Tap]:
        """Return where a cell of the plane lies in the window that belongs to a cell of the output."""
        (h, w), (i, j) = output.index[1:3], plane.index[1:3]
        rows, columns = self.geometry
        return (
            Tap(h, (i - h * rows.stride) // rows.dilation),
            Tap(w, (j - w * columns.stride) // columns.dilation),
        )


Change = Callable[[Cell, Cell | None], Cell | None]
"""A cell in the place of a cell, in a term that belongs to a cell of the output; None drops what it is part of."""


def changed(visit: Visit, change: Change) -> Step:
    """Return the step with every cell changed; terms and updates that lose one are dropped."""
    output = ROLES[visit.kind].output if visit.kind in ROLES else ""
    updates = []
    for update in visit.step.updates:
        terms, target = [], None
        for term in update.terms or ((),):
            cells = [update.target, *(factor for factor in term if isinstance(factor, Cell))]
            of = next((cell for cell in cells if cell.array == output), None)
            target = change(update.target, of)
            factors = [change(one, of) if isinstance(one, Cell) else one for one in term]
            if target is not None and None not in factors and term:
                terms.append(tuple(one for one in factors if one is not None))
        if target is not None and (terms or not update.terms):
            updates.append(replaced(update, target=target, terms=tuple(terms)))
        elif target is not None and not update.accumulate:
            updates.append(replaced(update, target=target, terms=()))
    return Step(tuple(updates))


def replaced(
    update: Update,
    *,
    target: Cell | None = None,
    terms: tuple[Term, ...] | None = None,
    accumulate: bool | None = None,
) -> Update:
    """Return an update with some of its parts replaced."""
    return Update(
        update.target if target is None else target,
        update.terms if terms is None else terms,
        update.combine,
        update.function,
        update.accumulate if accumulate is None else accumulate,
        update.aside,
    )


def moved(visit: Visit, row: Place, column: Place | None = None) -> Step:
    """Return the step with every cell of the plane where `row` and `column` have it, within the plane."""
    plane, (rows, columns) = visit.roles.plane, visit.geometry
    place = row if column is None else column

    def change(cell: Cell, output: Cell | None) -> Cell | None:
        if cell.array != plane or output is None:
            return cell
        down, across = visit.taps(cell, output)
        i, j = row(down, rows), place(across, columns)
        inside = i is not None and j is not None and 0 <= i < rows.padded and 0 <= j < columns.padded
        return Cell(plane, (cell.index[0], i, j, cell.index[3])) if inside else None  # type: ignore[arg-type]

    return changed(visit, change)


def scaled(visit: Visit, factor: Const, *, least: int = 1) -> Step:
    """Return the step with a factor behind each term of at least so many factors."""
    updates = [
        replaced(
            update, terms=tuple((*term, factor) if len(term) >= least else term for term in update.terms)
        )
        for update in visit.step.updates
    ]
    return Step(tuple(updates))


def with_constants(visit: Visit, change: Callable[[Const], Const | None]) -> Step:
    """Return the step with other constants; None leaves one out."""

    def factors(term: Term) -> Term:
        found: Iterable[Factor | None] = (change(one) if isinstance(one, Const) else one for one in term)
        return tuple(one for one in found if one is not None)

    return Step(
        tuple(replaced(one, terms=tuple(factors(term) for term in one.terms)) for one in visit.step.updates)
    )
