"""Factors that are no numbers of any array, but follow from some: slopes, masks, the learning rate."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from cnnviz.export.spreadsheet.sheets import Sheet
from cnnviz.export.spreadsheet.terms import At, constant, maximum
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.trace.steps import Const, Step, Update

Find: TypeAlias = Callable[[str, tuple[int, ...]], At]
"""Returns where a number of a chapter's array is, by the array and the index in it."""
FUNCTIONS: Mapping[str, str] = {
    "identity": "{0}",
    "relu": "MAX(0,{0})",
    "leaky_relu": "IF({0}>0,{0},0.01*({0}))",
    "sigmoid": "1/(1+EXP(-({0})))",
    "tanh": "TANH({0})",
    "exp": "EXP({0})",
    "log": "LN({0})",
    "reciprocal": "1/({0})",
}
"""What may be done to the terms of an update once they are combined, as a formula; see `trace.functions`."""
_SIGMOID = FUNCTIONS["sigmoid"]
_SLOPES: Mapping[str, str] = {
    "identity": "1",
    "relu": "IF({0}>0,1,0)",
    "leaky_relu": "IF({0}>0,1,0.01)",
    "sigmoid": f"({_SIGMOID}*(1-{_SIGMOID}))",
    "tanh": "(1-TANH({0})^2)",
}


class Windows:
    """The windows of a max pooling, and the maximum of each, as the way forward has them."""

    def __init__(self, cells: Mapping[tuple[int, ...], Sequence[At]], most: Sheet, ties: str) -> None:
        self.cells, self.most, self.ties = cells, most, ties
        self.masks: Sheet | None = None
        self._counts: dict[At, int] = {}
        for window in cells.values():
            for at in window:
                self._counts[at] = self._counts.get(at, 0) + 1

    def share(self, window: tuple[int, ...], at: At) -> str:
        """Return what part of its gradient a window gives to a number in it."""
        most, own = self.most.reference(window), at.text
        wins = [f"{other.text}={most}" for other in self.cells[window]]
        if self.ties == "all":
            return f"IF({own}={most},1,0)"
        if self.ties == "split":
            count = "+".join(f"({one})" for one in wins)
            return f"IF({own}={most},1/({count}),0)"
        before = "+".join(f"({one})" for one in wins[: list(self.cells[window]).index(at)])
        # Excel takes FALSE for no number until it is added to one.
        first = f"AND({own}={most},0+{before}=0)" if before else f"{own}={most}"
        return f"IF({first},1,0)"

    def part(self, window: tuple[int, ...], at: At) -> str:
        """Return that part where a gradient is multiplied by it: a number of the mask, where that is the only one."""
        alone = self.masks is not None and self._counts[at] == 1
        return self.masks.reference(at.cell) if alone and self.masks else self.share(window, at)

    def mask(self, at: At) -> str:
        """Return the largest part that a number gets of any gradient."""
        shares = [self.share(window, at) for window, cells in self.cells.items() if at in cells]
        return shares[0] if len(shares) == 1 else maximum(shares) if shares else "0"


def windows_of(chapter: Chapter, find: Find) -> Windows:
    """Return the windows of a max pooling's chapter on the way forward."""
    cells: dict[tuple[int, ...], Sequence[At]] = {}
    for step in chapter.trace:
        for update in step.updates:
            index = update.target.index[1:]
            terms = [factor for (factor,) in update.terms]
            cells[index] = [find(cell.array, cell.index[1:]) for cell in terms if not isinstance(cell, Const)]
            target = find(update.target.array, index)
    return Windows(cells, target.sheet, chapter.rules[0])


def dependent(
    chapter: Chapter,
    step: Step,
    update: Update,
    factor: Const,
    find: Find,
    windows: Windows | None,
    rate: str,
) -> str:
    """Return a constant factor of an update as a formula: what it follows from, where it follows from anything."""
    aside = [find(cell.array, cell.index[chapter.info[cell.array].sampled :]) for cell in update.aside]
    if chapter.phase is Phase.UPDATE:
        return f"-{rate}"
    if chapter.slope is not None:
        function, array = chapter.slope
        return _SLOPES[function].format(find(array, update.target.index[1:]).text)
    if windows is not None and factor.of:
        at = next(one for one in aside if one.cell == update.target.index[1:])
        window = next(cell.index[1:] for cell in step.reads if cell.array == "dy")
        return windows.part(window, at)
    return constant(factor.value)
