"""All edits of a function, those that take back what is most often done first."""

from collections.abc import Callable, Iterator, Sequence

from cnnviz.checking.diagnosis.edits import adding, bordering, calls, ending, kernels, lists, placing
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope

Family = Callable[[Scope], Iterator[Edit]]

FAMILIES: tuple[Family, ...] = (
    adding.plus_equals,
    bordering.crops,
    calls.indexed,
    calls.shapes,
    calls.kept,
    kernels.unturned,
    lists.transposes,
    lists.sides,
    lists.slopes,
    lists.differences,
    lists.along,
    adding.signs,
    adding.rates,
    placing.strides,
    placing.dilations,
    adding.divisors,
    adding.fixed_indices,
    ending.ends,
    bordering.borders,
    placing.axes,
    adding.biases,
    kernels.turned,
    adding.one_turn_loops,
    bordering.paddings,
    ending.loops,
    calls.caches,
    calls.numbers,
    adding.missing_divisors,
    lists.means,
    calls.whole,
    calls.names,
    calls.comparisons,
)


def edits_of(scopes: Sequence[Scope], first: frozenset[str]) -> Iterator[Edit]:
    """Yield the edits of some functions, those before all others that take back one of some mistakes."""
    found: dict[tuple[tuple[int, int, str], ...], Edit] = {}
    for family in FAMILIES:
        for scope in scopes:
            if scope.keeping_only and family not in (calls.kept, calls.caches):
                continue
            for edit in family(scope):
                found.setdefault(edit.changes, edit)
    yield from (edit for edit in found.values() if first & set(edit.mistakes))
    yield from (edit for edit in found.values() if not first & set(edit.mistakes))
