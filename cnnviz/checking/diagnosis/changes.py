"""The lines that edits change: each as it stands in the solution, and as it becomes."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from cnnviz.checking.diagnosis.repair import Repair
from cnnviz.checking.source import Source
from cnnviz.frozen import NamedTuple


class Change(NamedTuple):
    """A line that is changed, or lines that become others together.

    Parameters
    ----------
    line : of the solution's text, the first of them
    where : that line for a person
    old, new : without what they are indented by; "" where there is none
    """

    line: int
    where: str
    old: str
    new: str


def changes_of(repairs: Sequence[Repair], source: Source) -> tuple[Change, ...]:
    """Return all lines that some edits change, from the top down; one that is changed twice is there once."""
    found: dict[int, Change] = {}
    for repair in repairs:
        for line, old, new in _apart(repair.before.split("\n"), repair.after.split("\n")):
            before = found.get(line)
            found[line] = Change(line, source.where(line), old if before is None else before.old, new)
    return tuple(found[line] for line in sorted(found))


def with_changes(changes: Sequence[Change], others: bool) -> str:
    """Return how a sentence begins that tells what comes of all of some changes, and of the `others`."""
    lines = "this line" if len(changes) == 1 else f"these {len(changes)} lines"
    return f"With {lines} changed{', and those of the other edits,' if others else ''}"


def _apart(before: list[str], after: list[str]) -> Iterator[tuple[int, str, str]]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            continue
        old, new = before[start:end], after[new_start:new_end]
        if len(old) == len(new):
            for at, (one, other) in enumerate(zip(old, new, strict=True), start + 1):
                yield at, one.strip(), other.strip()
        else:
            yield start + 1, "\n".join(map(str.strip, old)), "\n".join(map(str.strip, new))
