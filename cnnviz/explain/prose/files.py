"""The templates of what is said about a chapter: a file for each kind, read when it is first needed."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from cnnviz.frozen import NamedTuple
from cnnviz.resource import text
from cnnviz.run.chapter import ChapterKind

HEADINGS: Mapping[str, str] = {
    "term": "The term in hand",
    "whole": "The whole step",
    "intro": "",
    "what": "What happens",
    "why": "Why",
    "besides": "Besides",
    "tie": "The tie",
    "edge": "At the edge",
    "numbers": "The numbers",
    "follows": "What follows",
}
"""The parts of what is said, in order, and what stands above each."""
OF_TERM = "term", "whole"
"""Those that there are only where a term is in hand."""


class Saying(NamedTuple):
    """A template.

    Parameters
    ----------
    text : with names in braces for what the step fills in, and ** around what is stressed
    when : facts that have to hold, or with a "!" that must not
    otherwise : whether it is said only where the one before it is not
    apart : whether a new paragraph begins with it
    """

    text: str
    when: tuple[str, ...] = ()
    otherwise: bool = False
    apart: bool = False


class Prose(NamedTuple):
    """What can be said about a kind of chapter.

    Parameters
    ----------
    titles : of which the first that holds stands above all
    told : what happens in one sentence, for whoever goes by: the first that holds
    reasons : why the number is there, in one short line on the stage: the first that holds, if one does; where it is
        the same in all steps it stands in `reasons.json`, for which nothing waits
    parts : by their names: the heading of each, and what is said in it
    symbols : the law in LaTeX, the first that holds
    remarks : what is said beneath it
    covers : what the map of a ledger counts for each cell, nothing where there is none to be shown
    less : why a corner has less of it than other cells
    """

    titles: tuple[Saying, ...]
    told: tuple[Saying, ...]
    reasons: tuple[Saying, ...]
    parts: Mapping[str, tuple[str, tuple[Saying, ...]]]
    symbols: tuple[Saying, ...]
    remarks: tuple[Saying, ...]
    covers: str
    less: str


@cache
def prose_of(kind: ChapterKind) -> Prose:
    """Return what can be said about a kind of chapter.

    Raises
    ------
    FileNotFoundError
        Naming the file, where it is not shipped.
    """
    return _read(kind.value)


@cache
def general() -> Prose:
    """Return what can be said about every chapter."""
    return _read("general")


def _read(name: str) -> Prose:
    told = tomllib.loads(text("prose", f"{name}.toml"))
    headings = {**HEADINGS, **told.get("headings", {})}
    parts = {part: (headings[part], _sayings(told[part])) for part in HEADINGS if part in told}
    symbols, remarks = (_sayings(told.get(name, [])) for name in ("symbols", "remark"))
    covers, less = told.get("covers", ""), told.get("less", "")
    titles, sentences, reasons = (_sayings(told.get(name, [])) for name in ("title", "told", "reason"))
    return Prose(titles, sentences, reasons, parts, symbols, remarks, covers, less)


def _sayings(tables: list[dict[str, Any]]) -> tuple[Saying, ...]:
    return tuple(
        Saying(
            " ".join(table["text"].split()),
            tuple(table.get("when", "").split()),
            table.get("or", False),
            table.get("apart", False),
        )
        for table in tables
    )
