"""How far an edit brings a solution: what agrees more with it, and what no more."""

from collections.abc import Sequence

from cnnviz.checking.comparing import AGREES, ERROR, Compared, Tried

_PROBES = 4


def probes_of(tried: Sequence[Tried]) -> list[int]:
    """Return a few settings that tell most: for each array the first in which it differs, and the last of all."""
    found: dict[int, None] = {}
    names = dict.fromkeys(name for one in tried for name in one.arrays)
    for wanted in (ERROR, "differs"):
        for name in names:
            failing = [
                number
                for number, one in enumerate(tried)
                if name in one.arrays and one.arrays[name].verdict == wanted
            ]
            found |= dict.fromkeys(failing[:1])
    rest = [number for number, one in enumerate(tried) if not one.agrees and number not in found]
    found |= dict.fromkeys(rest[: max(_PROBES - len(found), 1)])
    return list(found)


def points(tried: Sequence[Tried]) -> int:
    """Return how well numbers agree: an array that agrees counts most, one that is there a little."""
    return sum(_worth(array, owned=_owned(one, name)) for one in tried for name, array in one.arrays.items())


def _owned(one: Tried, name: str) -> bool:
    """Return whether an array comes of the solution's own cache, and not of one that stood in for it."""
    forward = one.arrays.get("y")
    return name == "y" or forward is None or forward.verdict != ERROR


def _worth(array: Compared, *, owned: bool) -> int:
    if array.verdict == AGREES:
        return 10 if owned else 1
    if array.theirs is None or not owned:
        return 0
    return 2 if array.theirs.shape == array.right.shape else 1


def gets_further(lines: set[int | None], tried: Sequence[Tried]) -> bool:
    """Return whether nothing stops at these lines any more, or before them."""
    last = max(line or 0 for line in lines)
    stops = [one.failure.line for one in tried if one.failure is not None]
    return all(stop is not None and stop > last for stop in stops)


def further(tried: Sequence[Tried]) -> float:
    """Return how far it gets, from 0 to 1: the later the line at which it stops, the further."""
    stops = [one.failure.line or 0 for one in tried if one.failure is not None]
    return 1 - 1 / (2 + min(stops)) if stops else 1.0


def settled(before: Sequence[Tried], after: Sequence[Tried]) -> bool:
    """Return whether an array agrees in all settings that did not."""
    names = {name for one in before for name in one.arrays}
    return any(not _agrees(name, before) and _agrees(name, after) for name in names)


def _agrees(name: str, tried: Sequence[Tried]) -> bool:
    return all(one.arrays[name].verdict == AGREES for one in tried if name in one.arrays)


def agreeing(tried: Sequence[Tried]) -> int:
    """Return how many arrays agree."""
    return sum(
        array.verdict == AGREES and _owned(one, name) for one in tried for name, array in one.arrays.items()
    )


def lost(before: Sequence[Tried], after: Sequence[Tried]) -> bool:
    """Return whether an array that agreed does no more."""
    return any(
        array.verdict == AGREES and new.arrays[name].verdict != AGREES and _owned(old, name)
        for old, new in zip(before, after, strict=True)
        for name, array in old.arrays.items()
    )


def gained(before: Sequence[Tried], after: Sequence[Tried]) -> tuple[str, ...]:
    """Return the arrays that agree in more settings."""
    gained = (
        name
        for old, new in zip(before, after, strict=True)
        for name, array in old.arrays.items()
        if array.verdict != AGREES and new.arrays[name].verdict == AGREES
    )
    return tuple(dict.fromkeys(gained))
