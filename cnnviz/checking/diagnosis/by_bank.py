"""Which mistakes give the very numbers that a solution returned, in every setting."""

from collections.abc import Mapping

from cnnviz.checking.comparing import AGREES, DIFFERS, Compared, Tried, same
from cnnviz.checking.conventions.layouts import Layouts
from cnnviz.checking.trying import Examined
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.mistakes.over_passes import Mistakes, MistakeWay, ways
from cnnviz.frozen import NamedTuple
from cnnviz.progress import report
from cnnviz.trace.steps import Array

MOST_PRODUCTS = 60_000
"""Operations that are larger are not gone through step by step."""


class Explained(NamedTuple):
    """What the bank says of a subject.

    Parameters
    ----------
    by_array : for each array that is explained, all ways that give its numbers, the likeliest first
    refuted : mistakes that were looked at and do not give them
    """

    by_array: Mapping[str, tuple[MistakeWay, ...]]
    refuted: tuple[Mistake, ...]

    def mistake(self, name: str) -> Mistake | None:
        """Return the likeliest mistake in an array."""
        found = self.by_array.get(name, ())
        return found[0].mistake if found else None


class Computed:
    """The mistaken arrays of each setting, kept for all who ask."""

    def __init__(self, examined: Examined) -> None:
        self._layouts: Layouts = examined.adapter.layouts
        self._made: dict[int, Mistakes] = {}

    def array(self, tried: Tried, way: MistakeWay, name: str) -> Array | None:
        """Return an array of a setting with a mistake made, as the solution has it; None where it cannot be made."""
        key = id(tried.setting.operation)
        if key not in self._made:
            self._made[key] = Mistakes(tried.setting.operation)
        wrong = self._made[key].arrays(way, name)
        return None if wrong is None else self._layouts.of(name, wrong)


def explained(examined: Examined, share: float = 0.0) -> Explained:
    """Return which mistakes explain the arrays that differ."""
    computed = Computed(examined)
    tried = [one for one in examined.tried if products(one) <= MOST_PRODUCTS]
    names = dict.fromkeys(
        name for one in tried for name, array in one.arrays.items() if array.verdict != AGREES
    )
    by_array: dict[str, tuple[MistakeWay, ...]] = {}
    looked_at: dict[str, Mistake] = {}
    for name in names:
        found = []
        for way in ways():
            report(share)
            verdict = _gives(computed, tried, way, name)
            if verdict is not None and any(one.arrays[name].theirs is not None for one in tried):
                looked_at[way.mistake.id] = way.mistake
            if verdict:
                found.append(way)
        if found:
            by_array[name] = tuple(found)
    kept = {way.mistake.id for found in by_array.values() for way in found}
    return Explained(by_array, tuple(one for key, one in looked_at.items() if key not in kept))


def products(tried: Tried) -> int:
    """Return how many products a setting's operation has, at most."""
    operation = tried.setting.operation
    window = operation.window[0] * operation.window[1]
    return int(operation.dy.size * window * operation.x.shape[-1])


def _gives(computed: Computed, tried: list[Tried], way: MistakeWay, name: str) -> bool | None:
    """Return whether a mistake gives the numbers of an array in all settings, None where it shows in none."""
    shows = False
    for one in sorted(tried, key=lambda one: one.arrays[name].verdict == AGREES):
        array, wrong = one.arrays[name], None
        if array.verdict == AGREES and array.theirs is None:
            continue
        wrong = computed.array(one, way, name)
        if wrong is None:
            if array.verdict != AGREES:
                return False if shows else None
            continue
        if array.theirs is None:
            shows = True
            if not _breaks(array, wrong):
                return False
            continue
        shows = shows or array.verdict == DIFFERS
        if not same(array.theirs, _fitted(array, wrong), array.tolerance):
            return False
    return shows or None


def _fitted(array: Compared, wrong: Array) -> Array:
    """Return a mistaken array in the shape of the solution's, where only its axes of one cell differ."""
    theirs = array.theirs
    assert theirs is not None
    return wrong.reshape(theirs.shape) if wrong.size == theirs.size and array.name == "dbias" else wrong


def _breaks(array: Compared, wrong: Array) -> bool:
    """Return whether a call fails as it does where an array has come out empty."""
    failure = array.failure
    return failure is not None and wrong.size == 0 and failure.type in ("ValueError", "AssertionError")
