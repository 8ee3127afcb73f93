"""What a mistake makes of whole arrays: its steps folded, or its arithmetic where it is none of steps."""

from collections.abc import Iterator, Mapping

import numpy as np

from cnnviz.explain.mistakes.bank import BANK
from cnnviz.explain.mistakes.mistake import Mistake, Variant
from cnnviz.explain.mistakes.operation import WITH_WINDOWS, Operation
from cnnviz.explain.mistakes.passes import Pass, passes_of, updates_of
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Array, apply


class MistakeWay(NamedTuple):
    """One way to make a mistake, which is looked for in one array.

    Parameters
    ----------
    mistake : which one
    number : of the variant among those of the mistake
    """

    mistake: Mistake
    number: int

    @property
    def variant(self) -> Variant:
        """How it is made."""
        return self.mistake.variants[self.number]


class Mistakes:
    """What mistakes make of one operation; each array is worked out when it is first asked for."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.right = right_arrays(operation)
        self._found: dict[MistakeWay, Mapping[str, Array]] = {}
        self._passes: dict[str, list[Pass]] | None = None

    def arrays(self, way: MistakeWay, name: str) -> Array | None:
        """Return what array `name` is with a mistake made, None where the mistake cannot be made in it."""
        variant = way.variant
        if variant.arrays is not None:
            if way not in self._found:
                self._found[way] = variant.arrays(self.operation)
            return self._found[way].get(name)
        for one in self._named(name):
            if one.kind in variant.kinds:
                folded = self._folded(one, variant)
                return None if folded is None else folded * one.scale
        return self._stepped(way, name.removesuffix("_new")) if name.endswith("_new") else None

    def _stepped(self, way: MistakeWay, parameter: str) -> Array | None:
        """Return a parameter after a right step along a mistaken gradient."""
        gradient, old = self.arrays(way, f"d{parameter}"), getattr(self.operation, parameter)
        return (
            None if gradient is None or gradient.shape != old.shape else old - self.operation.rate * gradient
        )

    def _named(self, name: str) -> list[Pass]:
        if self._passes is None:
            self._passes = {}
            for one in (*passes_of(self.operation), *self._updates()):
                self._passes.setdefault(one.writes[1], []).append(one)
        return self._passes.get(name, [])

    def _updates(self) -> Iterator[Pass]:
        parameters = {"weight": self.operation.weight, "bias": self.operation.bias}
        learned = {
            name: (parameter, self.right[f"d{name}"])
            for name, parameter in parameters.items()
            if parameter is not None and f"{name}_new" in self.right
        }
        return updates_of(learned, self.operation.rate)

    def _folded(self, one: Pass, variant: Variant) -> Array | None:
        assert variant.step is not None
        written = one.writes[0]
        made = np.zeros(np.shape(one.traces[0].outputs[written]))
        for trace in one.traces:
            into = np.zeros_like(made) if one.summed else made
            others = {name: np.zeros(np.shape(array)) for name, array in trace.outputs.items()}
            arrays = {**trace.inputs, **others, written: into}
            for number in range(len(trace)):
                step = variant.step(Visit(one.kind, trace, number))
                if step is None:
                    return None
                apply(step, arrays)
            if one.summed:
                made += into
        return self._cropped(made) if one.cropped else made

    def _cropped(self, array: Array) -> Array:
        (top, left), (height, width) = self.operation.padding, self.operation.x.shape[1:3]
        return array[:, top : top + height, left : left + width]


def can_be_made(mistake: Mistake, operation: Operation) -> bool:
    """Return whether a mistake can be made in an operation: in one of its passes, or in whole arrays of it."""
    kinds = {one.kind for one in passes_of(operation)}
    if operation.rate and operation.weight is not None:
        kinds |= {ChapterKind.UPDATE_WEIGHT, ChapterKind.UPDATE_BIAS}
    anywhere = not mistake.variants or operation.kind in WITH_WINDOWS  # where it may end in an exception
    return anywhere or any(
        kinds.intersection(one.kinds) or (one.arrays is not None and bool(one.arrays(operation)))
        for one in mistake.variants
    )


def ways() -> Iterator[MistakeWay]:
    """Yield every way to make a mistake that a program can make, the likeliest first."""
    for mistake in BANK:
        if not mistake.by_hand:
            yield from (MistakeWay(mistake, number) for number in range(len(mistake.variants)))
