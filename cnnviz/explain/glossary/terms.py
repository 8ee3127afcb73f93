"""The entries of the glossary, read when it is first needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cnnviz.frozen import NamedTuple
from cnnviz.resource import text
from cnnviz.run.chapter import ChapterKind


class Place(NamedTuple):
    """Where a word is to be seen.

    Parameters
    ----------
    kinds : in chapters of these kinds, of whatever run; sooner in the first
    example, chapter, step : else in this example of the gallery
    dx, dw : the ways in which dX and dW have to be worked out there, "" where that does not matter
    panel : or in this part of the set-up
    tab : the tab of Explain that shows it, "" where any does
    """

    kinds: tuple[ChapterKind, ...] = ()
    example: str = ""
    chapter: str = ""
    step: int = 0
    dx: str = ""
    dw: str = ""
    panel: str = ""
    tab: str = ""


class Term(NamedTuple):
    """A word.

    Parameters
    ----------
    name : as it is listed
    forms : how else it is written
    group : where it is listed
    text : what it means
    see : other words
    place : where it is to be seen
    controls : the names of the controls that it is the word for
    word_for : the kinds of chapters that it is the word for
    common : whether it is a word of every day too, which is not looked for in prose
    """

    name: str
    forms: tuple[str, ...]
    group: str
    text: str
    see: tuple[str, ...]
    place: Place
    controls: tuple[str, ...]
    word_for: tuple[ChapterKind, ...] = ()
    common: bool = False

    def matches(self, typed: str) -> bool:
        """Return whether it is one of those that somebody looks for."""
        wanted = typed.strip().casefold()
        return any(wanted in part.casefold() for part in (self.name, *self.forms, self.text))


@cache
def terms() -> Mapping[str, Term]:
    """Return all words by their names, in the order in which they are listed."""
    told = tomllib.loads(text("glossary", "terms.toml"))
    found = [_term(table) for table in told["term"]]
    return {term.name: term for term in sorted(found, key=lambda term: term.name.casefold())}


@cache
def groups() -> Sequence[str]:
    """Return the groups in which words are listed, in the order of the file."""
    told = tomllib.loads(text("glossary", "terms.toml"))
    return tuple(dict.fromkeys(table["group"] for table in told["term"]))


def term_named(word: str) -> Term | None:
    """Return the entry of a word, in whatever form it is written; None where there is none."""
    return terms().get(_by_form().get(word.casefold(), ""))


def term_of_chapter(kind: ChapterKind) -> Term:
    """Return the word for what happens in a chapter."""
    return next(term for term in terms().values() if kind in term.word_for)


def term_for(control: str) -> Term | None:
    """Return the word for a control, by its name."""
    return next((term for term in terms().values() if control in term.controls), None)


@cache
def words() -> re.Pattern[str]:
    """Return what finds any word in prose, the longer before the shorter."""
    known = _by_form().items()
    forms = sorted((form for form, name in known if not terms()[name].common), key=len, reverse=True)
    return re.compile(rf"(?<![\w′])(?:{'|'.join(map(re.escape, forms))})(?![\w′])", re.IGNORECASE)


@cache
def _by_form() -> Mapping[str, str]:
    return {
        form.casefold(): term.name
        for term in reversed(tuple(terms().values()))
        for form in (*term.forms, term.name)
    }


def _term(table: Mapping[str, Any]) -> Term:
    place = Place(
        tuple(ChapterKind(kind) for kind in table.get("kinds", ())),
        **{name: table[name] for name in Place._fields[1:] if name in table},
    )
    return Term(
        table["name"],
        tuple(table.get("forms", ())),
        table["group"],
        " ".join(table["text"].split()),
        tuple(table.get("see", ())),
        place,
        tuple(table.get("controls", ())),
        tuple(ChapterKind(kind) for kind in table.get("word_for", ())),
        table.get("common", False),
    )
