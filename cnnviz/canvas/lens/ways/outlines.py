"""Which steps of a chapter have all that any of its lenses has to have room for."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell, Factor, Step
from cnnviz.trace.trace import Trace

_ALL = 24  # steps; of more some are looked at
_MANY = 600  # terms in a step; of such steps few are looked at


def outline(chapter: Chapter, step: Step) -> tuple[object, ...]:
    """Return what the places of a step go by: how its cells lie to each other, how long their names are, constants."""
    first = step.updates[0].target

    def lie(factor: Factor, origin: Factor) -> object:
        if not isinstance(factor, Cell) or not isinstance(origin, Cell) or factor.array != origin.array:
            return factor
        if not chapter.info[factor.array].is_plane:
            return factor  # where a number of a list stands in its map does not follow from its neighbours
        return tuple(at - start for at, start in zip(factor.index, origin.index, strict=True))

    def long(cell: Factor) -> object:
        return tuple(len(str(at)) for at in cell.index) if isinstance(cell, Cell) else None

    return tuple(
        (
            update.target.array,
            lie(update.target, first),
            long(update.target),
            tuple(long(factor) for factor in update.terms[0]) if update.terms else (),
            tuple(
                tuple(lie(factor, origin) for factor, origin in zip(term, update.terms[0], strict=False))
                for term in update.terms
            ),
        )
        for update in step.updates
    )


def looked_at(chapter: Chapter, step: Callable[[int], Step]) -> Sequence[Step]:
    """Return steps among which every part of a lens is as large as it ever is: windows at borders are cut off.

    Where every step does the same elsewhere, those have the longest names that are last.
    """
    trace = chapter.trace
    if trace.repeats and all(info.is_plane or info.maps is None for info in chapter.info.values()):
        return [step(number) for number in sorted({0, len(trace) // 2, len(trace) - 1})]
    if len(trace) <= _ALL:
        return [step(number) for number in range(len(trace))]
    middle = max(_around(trace), key=lambda at: step(_number(trace.shape, at)).operations)
    if step(_number(trace.shape, middle)).operations > _MANY:
        return [step(number) for number in (0, _number(trace.shape, middle), len(trace) - 1)]
    found = {middle, tuple(0 for _ in trace.shape), tuple(n - 1 for n in trace.shape)}
    for axis, count in enumerate(trace.shape):
        for at in {0, 1, *(middle[axis] + d for d in (-1, 1, 2)), count - 2, count - 1} & set(range(count)):
            found.add((*middle[:axis], at, *middle[axis + 1 :]))
    return [step(number) for number in sorted(_number(trace.shape, at) for at in found)]


def _around(trace: Trace) -> Iterator[tuple[int, ...]]:
    """Yield places about the middle: a stride may leave some of them without any term."""
    ranges = [
        range(n // 2, min(n // 2 + 3, n)) if axis < 2 else [n // 2] for axis, n in enumerate(trace.shape)
    ]
    yield from product(*ranges)


def _number(shape: Sequence[int], at: Sequence[int]) -> int:
    number = 0
    for count, index in zip(shape, at, strict=True):
        number = number * count + index
    return number
