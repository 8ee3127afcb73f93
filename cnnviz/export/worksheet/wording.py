"""Counts and headings in the words of a sheet."""

_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def counted(count: int) -> str:
    """Return a count as a word, up to a dozen."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def points(count: int) -> str:
    """Return what a question is worth."""
    return f"{count} point{'s' if count != 1 else ''}"


def small(title: str) -> str:
    """Return a heading as it goes on behind a colon."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
