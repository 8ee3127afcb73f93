"""The listing of a step: the program, the line in hand, and what its variables are after that line."""

from collections.abc import Sequence
from functools import lru_cache

from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.files import Program, program, program_name
from cnnviz.explain.listings.values import ListingScope, Value
from cnnviz.explain.listings.ways import WAYS
from cnnviz.explain.listings.whole import heart, values
from cnnviz.frozen import NamedTuple
from cnnviz.run.frames.frame import Frame


class Listing(NamedTuple):
    """A program and where one is in it.

    Parameters
    ----------
    program : the listing
    line : which of its lines is in hand, counted from 0
    values : what its variables are after that line, or what belongs to the step where it does all steps at once
    dialect : in what it is written
    """

    program: Program
    line: int
    values: Sequence[Value]
    dialect: Dialect = Dialect.LOOPS


def listing(frame: Frame, dialect: Dialect = Dialect.LOOPS) -> Listing:
    """Return the program of a frame's chapter as far as the frame's step has come."""
    return _listing(frame, dialect)


@lru_cache(maxsize=4)
def _listing(frame: Frame, dialect: Dialect) -> Listing:
    name = program_name(frame.chapter)
    shown, scope = program(name, dialect), ListingScope(frame)
    if dialect is not Dialect.LOOPS:
        return Listing(shown, heart(shown, dialect, scope), list(values(shown, dialect, scope)), dialect)
    way = WAYS[name]
    found = (watch(scope) for watch in way.watches)
    return Listing(
        shown, line_of(shown, _begins(name, scope)), [value for value in found if value is not None]
    )


def line_of(shown: Program, begins: str) -> int:
    """Return which line begins so, and is the only one that does.

    Raises
    ------
    ValueError
        Where none does, or several do.
    """
    found = [number for number, line in enumerate(shown.lines) if line.strip().startswith(begins)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} lines of the listing {shown.name} begin with {begins!r}")
    return found[0]


def _begins(name: str, scope: ListingScope) -> str:
    way = WAYS[name]
    if scope.within and way.term:
        return way.term
    return way.line if isinstance(way.line, str) else way.line(scope)
