"""Which program shows a chapter: a file for each kind of chapter, and for each rule that makes it another program."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from cnnviz.explain.listings.dialect import Dialect
from cnnviz.frozen import NamedTuple
from cnnviz.resource import text
from cnnviz.run.chapter import Chapter, ChapterKind


class Program(NamedTuple):
    """A listing as it is shipped.

    Parameters
    ----------
    name : of its file
    title : the sentence that it opens with
    lines : what is shown of it: from its first function on
    function : the name of the function that does it; others help
    imports : what it imports, a line each
    """

    name: str
    title: str
    lines: tuple[str, ...]
    function: str
    imports: tuple[str, ...]


def _plain(chapter: Chapter) -> str:
    return ""


def _by_function(chapter: Chapter) -> str:
    return chapter.function


def _by_rule(chapter: Chapter) -> str:
    return chapter.rules[0]


def _fold(chapter: Chapter) -> str:
    return "" if "zeros" in chapter.rules else "fold"


def _matrix(chapter: Chapter) -> str:
    return "" if len(chapter.trace.shape) == 4 else "matrix"


_WAYS: Mapping[ChapterKind, Callable[[Chapter], str]] = {
    ChapterKind.ACTIVATE: _by_function,
    ChapterKind.ACTIVATE_BACK: _by_function,
    ChapterKind.LOSS: _by_rule,
    ChapterKind.MAX_POOL_BACK: _by_rule,
    ChapterKind.CROP: _fold,
    ChapterKind.UPDATE_WEIGHT: _matrix,
}
"""By what a kind of chapter has several programs."""


def program_name(chapter: Chapter) -> str:
    """Return the name of the file that shows a chapter."""
    way = _WAYS.get(chapter.kind, _plain)(chapter)
    return f"{chapter.kind.value}_{way}" if way else chapter.kind.value


@cache
def program(name: str, dialect: Dialect = Dialect.LOOPS) -> Program:
    """Return a listing in a dialect.

    Raises
    ------
    FileNotFoundError
        Naming the file, where it is not shipped.
    """
    source = text(*dialect.places, f"{name}.py")
    lines = source.rstrip("\n").split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("def "))
    imports = tuple(line for line in lines[:first] if line.startswith(("import ", "from ")))
    function = re.findall(r"^def (\w+)\(", source, re.MULTILINE)[-1]
    return Program(name, lines[0].strip('"'), tuple(lines[first:]), function, imports)
