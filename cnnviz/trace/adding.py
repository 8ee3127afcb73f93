"""Which steps add something: those with a product that is not 0.

Of a sum it is the products that count, and neither the bias behind them nor the old weight before them; of numbers that
are only added or copied, these; of a maximum, and of what goes through a function, what is written. What is no number
is not 0. Say that of four gradients only the third is not 0:

>>> from cnnviz.trace.dense import LinearWeightGradient
>>> trace = LinearWeightGradient(np.array([[0.0, 0.0, 3.0, 0.0]]), np.array([[1.0, 2.0]]))
>>> trace.adding(-1), trace.adding(2), trace.adding(6), trace.adding(6, -1)
(2, 6, None, 2)
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from cnnviz.numerals import MINUS
from cnnviz.trace.loops import Box, Loops, everything
from cnnviz.trace.steps import Array, Cell, Combine, Factor, Step, Update, value_of
from cnnviz.trace.tables import Access, Constant, Statement, Table, mesh

_AT_ONCE = 1 << 18  # points that are multiplied together
_SIGN = f"{MINUS}1"
Factors = Sequence[Access | Constant]
Find = Callable[[Access | Constant], Array]


def adds(step: Step, arrays: Mapping[str, Array]) -> bool:
    """Return whether a step adds something, given the finished arrays."""
    return any(_adds(update, arrays) for update in step.updates)


def _adds(update: Update, arrays: Mapping[str, Array]) -> bool:
    if update.combine is Combine.MAX or update.function is not None:
        return bool(arrays[update.target.array][update.target.index] != 0)
    products = [term for term in update.terms if len(list(filter(_counts, term))) > 1]
    numbers = (math.prod(value_of(factor, arrays) for factor in term) for term in products or update.terms)
    return any(number != 0 for number in numbers)


def _counts(factor: Factor) -> bool:
    """Return whether a factor is more than the sign of a number that is taken off."""
    return isinstance(factor, Cell) or factor.label != _SIGN


def nearest(statements: Sequence[Statement], loops: Loops, find: Find, after: int, by: int) -> int | None:
    """Return the first step behind `after` that adds something, or the last before it where `by` is negative.

    Parameters
    ----------
    statements, loops : of the pass
    find : returns the numbers of a factor
    """
    with np.errstate(all="ignore"):
        each = (
            _nearest(tables, factors, loops, find, after, by) for tables, factors in _counting(statements)
        )
        found = [number for number in each if number is not None]
    return (min if by > 0 else max)(found, default=None)


def _counting(statements: Sequence[Statement]) -> Iterator[tuple[Sequence[Table], Factors]]:
    """Yield at which points what numbers count: of what several statements say of an array, only products."""
    multiplied = {one.target.array for one in statements if _multiplies(one)}
    for one in statements:
        if one.combine is Combine.MAX or one.function is not None:
            yield one.tables, (one.target,)
        elif one.factors and (_multiplies(one) or one.target.array not in multiplied):
            yield one.tables, one.factors


def _multiplies(statement: Statement) -> bool:
    return len([one for one in statement.factors if not _is_sign(one)]) > 1


def _is_sign(factor: Access | Constant) -> bool:
    return isinstance(factor, Constant) and not factor.letters and factor.label(float(factor.values)) == _SIGN


def _nearest(
    tables: Sequence[Table], factors: Factors, loops: Loops, find: Find, after: int, by: int
) -> int | None:
    kept = _pruned(tables, [(factor, find(factor)) for factor in factors])
    points = prod(map(len, kept))
    if not points:
        return None
    for first, box in _boxes(loops.shape, max(_AT_ONCE * len(loops) // points, 1), by):
        last = first + prod(span.stop - span.start for span in box) - 1
        if last <= after if by > 0 else first >= after:
            continue
        own = [loops.within(table, box) for table in kept]
        if all(map(len, own)):
            steps = _steps(own, factors, loops, find)
            steps = steps[steps > after] if by > 0 else steps[steps < after]
            if len(steps):
                return int(steps.min() if by > 0 else steps.max())
    return None


def _pruned(tables: Sequence[Table], factors: Sequence[tuple[Access | Constant, Array]]) -> Sequence[Table]:
    """Return the points of tables but for those at which a factor is 0 whatever the other variables are.

    What is 0 times something that is not finite is no number, so all other factors must be finite.
    """
    finite = [not isinstance(array, np.ndarray) or bool(np.isfinite(array).all()) for _, array in factors]
    for at, (factor, array) in enumerate(factors):
        if isinstance(array, np.ndarray) and all(finite[:at] + finite[at + 1 :]):
            tables = [table.keep(_met(table, factor.letters, array != 0)) for table in tables]
    return tables


def _met(table: Table, letters: str, is_some: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return at which points of a table there is something at all."""
    own = [letter for letter in letters if letter in table.columns]
    others = tuple(axis for axis, letter in enumerate(letters) if letter not in own)
    some = np.asarray(is_some.any(others))
    return np.broadcast_to(some[tuple(table.columns[letter] for letter in own)], len(table))


def _steps(tables: Sequence[Table], factors: Factors, loops: Loops, find: Find) -> NDArray[np.intp]:
    """Return the number of the step of each point at which the product is not 0."""
    at, value = mesh(tables), np.ones([1] * len(tables))
    for factor in factors:
        numbers = find(factor)[tuple(at[letter] for letter in factor.letters)]
        value = value * numbers
        if isinstance(factor, Constant) and factor.of:  # a mask of 0 lets no infinity pass
            value = np.where(numbers == 0, 0.0, value)
    each = [loops.numbers(table) for table in tables]
    steps = reduce(np.add.outer, each)
    found: NDArray[np.intp] = steps[np.broadcast_to(value != 0, steps.shape)]
    return found


def _boxes(shape: Sequence[int], size: int, by: int) -> Iterator[tuple[int, Box]]:
    """Yield boxes of about so many steps, in their order or backwards, each with the number of its first step."""
    axis = next((axis for axis in range(len(shape)) if prod(shape[axis + 1 :]) <= size), len(shape) - 1)
    inner = prod(shape[axis + 1 :])
    count = max(size // inner, 1)
    starts = range(0, shape[axis], count)
    outer = product(*(range(n)[::by] for n in shape[:axis]), starts[::by])
    for *lead, start in outer:
        number = 0
        for place, length in zip(lead, shape, strict=False):
            number = number * length + place
        number = (number * shape[axis] + start) * inner
        here = slice(start, min(start + count, shape[axis]))
        yield number, (*(slice(at, at + 1) for at in lead), here, *everything(shape[axis + 1 :]))
