"""What is wrong with a file and where in it, in one sentence, made of what the reader of JSON says."""

import re

from msgspec import DecodeError, ValidationError

from cnnviz.importing.sentences import quoted

_PLACE = re.compile(r" - at `\$\.?(.*)`$", re.DOTALL)
_BYTE = re.compile(r" \(byte (\d+)\)$")
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a group of named values",
    "null": "nothing",
}
_RULES = {
    ">=": "of at least {0}",
    "<=": "of at most {0}",
    "of length >=": "of at least {0}",
    "of length <=": "of at most {0}",
    "of length": "of {0}",
}


def why(error: Exception, content: bytes) -> str:
    """Return what is wrong, without a full stop; an error of another kind says it in its own words."""
    if isinstance(error, RecursionError):
        return "lists in lists go deeper in it than in any document"
    if isinstance(error, ValidationError):
        return _wrong_value(str(error))
    if isinstance(error, DecodeError):
        return _no_json(str(error), content)
    return "it is not written in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _no_json(words: str, content: bytes) -> str:
    if "truncated" in words:
        return "it ends in the middle: a part of it is missing"
    byte = _BYTE.search(words)
    line = content.count(b"\n", 0, int(byte[1])) + 1 if byte else 1
    return f"it is not written in JSON, in line {line}"


def _wrong_value(words: str) -> str:
    found = _PLACE.search(words)
    where = found[1] if found else ""
    words = words[: found.start()] if found else words
    place = _short(where.replace("[...]", "")) or "the document"
    field = re.search(r"`(.*)`$", words, re.DOTALL)
    if words.startswith("Object missing") and field:
        return f"{place} lacks {_short(field[1])}"
    if words.startswith("Object contains unknown") and field:
        return f"{place} holds {quoted(field[1])}, which no document has"
    if words.startswith("Invalid"):
        value = words.partition("'")[2].removesuffix("'") or words.rpartition(" ")[2]
        return f"{place} is {quoted(value)}, which it cannot be"
    if "matching regex" in words:
        return f"{place} is a word that stands for no number"
    if "out of range" in words:
        return f"{place} is a number that is too large"
    return f"{place} has to be {_expected(words)}"


def _expected(words: str) -> str:
    """Return what was expected, and what there is instead.

    >>> _expected("Expected `int`, got `str`")
    'a whole number, and is text'
    >>> _expected("Expected `array` of length 2, got 3")
    'a list of 2, and is of 3'
    """
    found = re.match(r"Expected `([^`]*)`(?: ([^\d`,]*?) ?(\d+))?(?:, got (.*))?$", words, re.DOTALL)
    if found is None:
        return "something else"
    kinds, rule, number, got = found.groups()
    several = (
        kinds.removesuffix(" | str") if kinds.startswith("float") else kinds
    )  # a word that stands for a number
    named = " or ".join(dict.fromkeys(_KINDS.get(kind, "something else") for kind in several.split(" | ")))
    if rule is not None:
        named += " " + _RULES.get(rule, rule + " {0}").format(number)
    if got is None:
        return named
    kind = _KINDS.get(got.strip("`"))
    return f"{named}, and is {kind or 'of ' + got.strip('`')}"


def _short(place: str) -> str:
    """Return a place that somebody else has written, no longer than a sentence has room for."""
    return place if len(place) <= 80 and place.isprintable() else quoted(place)
