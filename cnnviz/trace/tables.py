"""What meets what in a pass: tables of loop variables, and statements that access cells by them.

A variable is a letter, and a statement reads like a line inside the loops: ``y[n,h,w,f] += x_pad[n,i,j,c] *
weight[u,v,k,f]`` is ``Access("y", "nhwf")`` from ``Access("x_pad", "nijc")`` and ``Access("weight", "uvkf")``.
Rows, columns and channels do not depend on each other, so a handful of small tables stands for millions of
terms, and every question about the pass (what does this step read, which steps write this cell) is a
selection in each of them.

Say that a 2x2 kernel slides over a 3x3 image. The window in row h reads at kernel row u the image's row
i = h + u, and columns likewise: two tables of four points each, and their product is all 16 terms.

>>> rows = Table(h=[0, 0, 1, 1], u=[0, 1, 0, 1], i=[0, 1, 1, 2])
>>> columns = Table(w=[0, 0, 1, 1], v=[0, 1, 0, 1], j=[0, 1, 1, 2])

What does the window (1, 0) read, and by what are these cells multiplied?

>>> points = product([table.where({"h": 1, "w": 0}) for table in (rows, columns)])
>>> list(places(Access("x", "ij"), points))
[(1, 0), (1, 1), (2, 0), (2, 1)]
>>> list(places(Access("weight", "uv"), points))
[(0, 0), (0, 1), (1, 0), (1, 1)]

And which windows read the image's cell (0, 1)?

>>> points = product([table.where({"i": 0, "j": 1}) for table in (rows, columns)])
>>> list(places(Access("y", "hw"), points))
[(0, 0), (0, 1)]
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import repeat
from math import prod
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array, Cell, Combine, Const, Factor, Index, Term


class Table:
    """Values that some variables take together, such as h, u and i = h*stride + u*dilation: a column each.

    No two points are the same.
    """

    def __init__(self, **columns: ArrayLike) -> None:
        self.columns: dict[str, Index] = {name: np.asarray(c, np.intp) for name, c in columns.items()}

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def keep(self, chosen: NDArray[np.bool_]) -> "Table":
        """Return the chosen points."""
        return Table(**{letter: column[chosen] for letter, column in self.columns.items()})

    def renamed(self, letters: Mapping[str, str]) -> "Table":
        """Return the same points with other names for some variables."""
        return Table(**{letters.get(letter, letter): column for letter, column in self.columns.items()})

    def where(self, values: Mapping[str, int]) -> "Table":
        """Return the points at which the variables have these values; others than its own do not matter."""
        tests = [self.columns[letter] == value for letter, value in values.items() if letter in self.columns]
        return self.keep(reduce(and_, tests)) if tests else self


class Access(NamedTuple):
    """The cells of an array, a variable for each axis."""

    array: str
    letters: str

    def at(self, cell: Cell) -> dict[str, int]:
        """Return what the variables are where `cell` is accessed."""
        return dict(zip(self.letters, cell.index, strict=True))


class Constant(NamedTuple):
    """Constants, one for each value of the variables, and the text that stands for one of them.

    The values are an array, or whatever is looked up by arrays of indices as one is. `of` is what they are together,
    where they differ from cell to cell.
    """

    values: Any
    letters: str
    label: Callable[[float], str]
    of: str = ""


class Statement(NamedTuple):
    """What happens at every point of the product of `tables`: one term, added in the order of the points.

    Without factors a statement only says that the target is written: a sum of no terms, unless others add some.
    `aside` are the cells that belong to the update, as far as they are no factors; `cut` leaves factors out of a term.
    """

    target: Access
    factors: tuple[Access | Constant, ...]
    tables: tuple[Table, ...]
    combine: Combine = Combine.SUM
    function: str | None = None
    accumulate: bool = False
    aside: tuple[Access, ...] = ()
    cut: Callable[[Term], Term] | None = None

    @property
    def accesses(self) -> tuple[Access, ...]:
        """All cells that it has to do with: the target, factors, those aside."""
        factors = (factor for factor in self.factors if isinstance(factor, Access))
        return self.target, *factors, *self.aside

    @property
    def is_uniform(self) -> bool:
        """Whether its terms are what they are by the tables alone."""
        return self.cut is None and all(isinstance(one, Access) or not one.letters for one in self.factors)


def constant(value: float, label: str) -> Constant:
    """Return the same constant everywhere."""
    return Constant(np.array(value), "", lambda _: label)


def only(sample: int, size: int) -> Table:
    """Return the table of the one sample that a trace follows.

    Raises
    ------
    ValueError
        For a sample that is not one of `size`.
    """
    if not 0 <= sample < size:
        raise ValueError(f"sample {sample} is not one of {size}")
    return Table(n=[sample])


def followed(chosen: Sequence[int] | None, size: int, name: str = "filters") -> Index:
    """Return the filters or channels that are followed, ascending: `chosen`, or all where that is None.

    Raises
    ------
    ValueError
        Where `chosen` are none, or not some of `size`.
    """
    if chosen is None:
        return np.arange(size)
    indices = once_each(np.asarray(chosen, np.intp))
    if len(indices) == 0 or indices[0] < 0 or indices[-1] >= size:
        raise ValueError(f"{name} {tuple(chosen)} are not some of {size}")
    return indices


def once_each(values: Index) -> Index:
    """Return each value once, ascending. `np.unique` does so too, but loads masked arrays first, at the start."""
    ordered = np.sort(values, axis=None)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def as_floats(x: ArrayLike) -> Array:
    """Return `x` as an array of floating numbers, of the type that it has or else float64."""
    array = np.asarray(x)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def read_only(array: Array) -> Array:
    """Return a view of an array that cannot be written."""
    view = array.view()
    view.flags.writeable = False
    return view


def like(inputs: Iterable[Array], result: Array) -> Array:
    """Return a result in the type of what it is made of: in single precision where all of that is."""
    single = all(array.dtype == np.float32 for array in inputs)
    return result.astype(np.float32 if single else np.float64, copy=False)


def mesh(tables: Sequence[Table]) -> dict[str, Index]:
    """Return each variable over the product of the tables, broadcastable."""
    spread = {}
    for axis, table in enumerate(tables):
        shape = [-1 if other == axis else 1 for other in range(len(tables))]
        spread.update({letter: column.reshape(shape) for letter, column in table.columns.items()})
    return spread


def product(tables: Sequence[Table]) -> dict[str, Index]:
    """Return each variable at every point of the product of the tables, the last table running fastest."""
    whole = prod(map(len, tables))
    if not whole:
        return {letter: column[:0] for table in tables for letter, column in table.columns.items()}
    points, outer = {}, 1
    for table in tables:  # quicker than broadcasting, of the few points that a step has
        inner = whole // (outer * len(table))
        for letter, column in table.columns.items():
            repeated = column if inner == 1 else column.repeat(inner)
            points[letter] = repeated if outer == 1 else np.concatenate([repeated] * outer)
        outer *= len(table)
    return points


def factors_at(factor: Access | Constant, points: Mapping[str, Index]) -> Sequence[Factor]:
    """Return the cell or the constant at each point."""
    if isinstance(factor, Constant):
        index = tuple(points[letter] for letter in factor.letters)
        values = np.broadcast_to(factor.values[index], next(iter(points.values())).shape)
        return [Const(value, factor.label(value), factor.of) for value in values.tolist()]
    return list(map(Cell, repeat(factor.array), places(factor, points)))


def places(access: Access, points: Mapping[str, Index]) -> Iterator[tuple[int, ...]]:
    """Return the index of the cell at each point."""
    return zip(*(points[letter].tolist() for letter in access.letters), strict=True)


def reached(access: Access, tables: Sequence[Table]) -> Index:
    """Return the cells that `access` gives over the product of the tables, each once."""
    parts = []
    for table in tables:
        letters = [letter for letter in access.letters if letter in table.columns]
        if letters:
            columns = np.stack([table.columns[letter] for letter in letters])
            rows = columns if len(letters) == len(table.columns) else distinct(columns)
            parts.append(Table(**dict(zip(letters, rows, strict=True))))
    points = product(parts)
    return np.stack([points[letter] for letter in access.letters], -1)


def distinct(columns: Index) -> Index:
    """Return each point, a column of the array, once; ascending."""
    sizes = tuple((columns.max(1) + 1).tolist())
    return np.stack(np.unravel_index(once_each(np.ravel_multi_index(tuple(columns), sizes)), sizes))


def meetings(statement: Statement, cell: Cell) -> Iterator[tuple[Access, list[Table]]]:
    """Yield what a statement accesses together with `cell`, each with the points at which it does."""
    accesses = list(statement.accesses)
    for i, access in enumerate(accesses):
        if access.array == cell.array and len(access.letters) == len(cell.index):
            tables = [table.where(access.at(cell)) for table in statement.tables]
            if all(map(len, tables)):
                for other in dict.fromkeys(accesses[:i] + accesses[i + 1 :]):
                    yield other, tables
