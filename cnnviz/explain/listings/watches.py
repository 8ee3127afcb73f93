"""How each expression of a listing is found in a step: small functions that return what finds it."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from cnnviz.explain.listings.values import ListingScope, Value
from cnnviz.numerals import MINUS
from cnnviz.trace.steps import Cell, Const

Watch: TypeAlias = Callable[[ListingScope], Value | None]
"""Returns what an expression is in a step, None where it has nothing to do with it."""


def letters(*names: str) -> Watch:
    """Return what finds loop variables, which have the names of the trace's."""

    def find(scope: ListingScope) -> Value:
        return Value(", ".join(names), ", ".join(str(scope.variables[name]) for name in names))

    return find


def at(scope: ListingScope) -> Value:
    """Find all loop variables at once, as the index of a cell."""
    places = [str(place) for place in scope.variables.values()]
    return Value("at", f"({', '.join(places)}{',' * (len(places) == 1)})", note=", ".join(scope.variables))


def place(name: str, array: str, axes: slice, *, written: bool = False) -> Watch:
    """Return what finds a part of the index of the cell that is read or written; only where it is `written`."""

    def find(scope: ListingScope) -> Value | None:
        cells = scope.cells(array)
        if not cells or (written and cells[0] not in scope.frame.step.writes):
            return None
        return Value(name, ", ".join(map(str, scope.places(cells[:1])[0, axes].tolist())))

    return find


def span(name: str, array: str, axis: int) -> Watch:
    """Return what finds the slice that the step takes of an array along an axis."""

    def find(scope: ListingScope) -> Value | None:
        cells = scope.cells(array)
        if not cells:
            return None
        taken = np.unique(scope.places(cells)[:, axis])
        apart = int(taken[1] - taken[0]) if len(taken) > 1 else 1
        by = f":{apart}" if apart > 1 else ""
        return Value(name, f"{taken[0]}:{taken[-1] + apart}{by}")

    return find


def read(name: str, array: str) -> Watch:
    """Return what finds the numbers of an array that the step reads."""

    def find(scope: ListingScope) -> Value | None:
        cells = scope.cells(array)
        if not cells:
            return None
        block = scope.block(cells, map(scope.number_of, cells), [True] * len(cells))
        return scope.shown(name, array, block)

    return find


def products(name: str, array: str) -> Watch:
    """Return what finds the step's products, arranged as the cells of an array that they have to do with."""

    def find(scope: ListingScope) -> Value | None:
        places: list[Cell] = []
        numbers, done = [], []
        for update, term, is_done in scope.terms:
            touched = (*(factor for factor in term if isinstance(factor, Cell)), update.target, *update.aside)
            cell = next((cell for cell in touched if cell.array == array), None)
            if cell is not None:
                places.append(cell)
                numbers.append(scope.product(term))
                done.append(is_done)
        if not places:
            return None
        colours = scope.updates[0].target.array
        return scope.shown(name, colours, scope.block(places, numbers, done))

    return find


def last(name: str, array: str) -> Watch:
    """Return what finds the number of an array in the last term that is done."""

    def find(scope: ListingScope) -> Value | None:
        done = [term for _, term, is_done in scope.terms if is_done]
        cell = next((f for term in done[-1:] for f in term if isinstance(f, Cell) and f.array == array), None)
        if cell is None:
            return None
        return scope.shown(name, array, scope.block([cell], [scope.number_of(cell)], [True]))

    return find


def made(name: str, array: str, note: str = "", *, at_once: bool = True) -> Watch:
    """Return what finds what the step writes; while it is on its way only where it grows term by term, not at once."""

    def find(scope: ListingScope) -> Value | None:
        cells = [update.target for update in scope.updates if update.target.array == array]
        if not cells:
            return None
        done = scope.frame.done.writes if not (scope.within and at_once) else frozenset()
        known = [cell in done for cell in cells]
        return scope.shown(name, array, scope.block(cells, map(scope.number_of, cells), known), note)

    return find


def factors(name: str) -> Watch:
    """Return what finds the factors that are no cells, as the cells written have them: a mask."""

    def find(scope: ListingScope) -> Value:
        cells = [update.target for update in scope.updates]
        numbers = [
            factor.value
            for update in scope.updates
            for factor in update.terms[0]
            if isinstance(factor, Const)
        ]
        return scope.shown(
            name, cells[0].array, scope.block(cells, numbers, [True] * len(cells)), "1 at the maximum"
        )

    return find


def share(name: str) -> Watch:
    """Return what finds the constant that the step multiplies by."""

    def find(scope: ListingScope) -> Value | None:
        constant = next((f for _, term, _ in scope.terms for f in term if isinstance(f, Const)), None)
        if constant is None:
            return None
        whole = constant.value == round(constant.value)
        return Value(name, f"{constant.value:.0f}" if whole else f"{constant.value:.4g}".replace("-", MINUS))

    return find


WINDOW = span("rows", "x_pad", 0), span("cols", "x_pad", 1)
"""The rows and the columns of the window that a step looks at."""
ROW = slice(0, 1)
"""The part of an index that says the row, or all there is to the place in a list."""
