"""Where a gradient that is 0 became 0: at an activation, at a pooling window that another cell has won, or in a sum."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.ledgers.origin import Origin, made_in, origin
from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.window_facts import WindowFacts
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.printed import ABOUT
from cnnviz.explain.sums.rounding import rounding_read
from cnnviz.explain.sums.terms import is_copy
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Timeline
from cnnviz.trace.adding import adds
from cnnviz.trace.steps import Array, Cell, Combine

_KINKED = ("relu", "leaky_relu")


class ZeroFacts(WindowFacts):
    """What is so in a step, whence its zeros come included."""

    @property
    def adds_nothing(self) -> bool:
        """Whether all is 0 that the step multiplies or adds up, and others follow in its chapter."""
        plain = (one for one in self.step.updates if one.combine is Combine.SUM and one.function is None)
        if self.last or all(map(is_copy, plain)):
            return False
        return not adds(self.step, self.chapter.arrays)

    @property
    def alone_updated(self) -> bool:
        """Whether the array that is written has this one number."""
        return self.chapter.arrays[self.update.target.array].size == 1

    @property
    def dy_cut(self) -> bool:
        """Whether an activation made 0 of the gradient that is read, though what came to it was not 0."""
        made = self._maker_of_dy
        return made is not None and self._arrived(made) != 0

    @property
    def dy_lost(self) -> bool:
        """Whether the gradient that is read is 0 because another cell won the pooling window behind it."""
        made = self._maker_of_dy
        return made is not None and self._arrived(made) == 0 and self._lost(made)

    @property
    def dy_kink(self) -> bool:
        """Whether the activation that made the gradient that is read stood at its kink, where a slope is agreed on."""
        made = self._maker_of_dy
        if made is None or self._chapter_of(made).function not in _KINKED:
            return False
        return bool(self._chapter_of(made).arrays["z"][made.cell.index] == 0)

    @property
    def dy_tied(self) -> bool:
        """Whether the cell that lost held the maximum of one of the windows, as the one that won did."""
        return self.tied_windows > 0

    @property
    def tied_windows(self) -> int:
        """In how many pooling windows the cell that lost held the maximum, as the one that won did."""
        made = self._maker_of_dy
        if made is None or not self._lost(made):
            return 0
        pooling = self._pooling_of(made)
        own = pooling.arrays["x_pad"][made.cell.index]
        return sum(pooling.arrays["y"][place] == own for place in _windows_of(self.frame.timeline, made))

    @property
    def dy_lost_below(self) -> bool:
        """Whether the output whose gradient is 0 has lost a window, and a ReLU would have stopped its gradient."""
        made = self._maker_of_dy
        return (
            self.dy_lost and made is not None and self._chapter_of(made).function == "relu" and self.bent <= 0
        )

    @property
    def bent(self) -> float:
        """What the activation that made the gradient that is read had taken on the way forward."""
        made = self._maker_of_dy
        assert made is not None
        return float(self._chapter_of(made).arrays["z"][made.cell.index])

    @property
    def bent_text(self) -> tuple[str, str]:
        """What that number is called, and how it is written."""
        made = self._maker_of_dy
        assert made is not None
        chapter = self._chapter_of(made)
        form = format_in(chapter, "z", self.frame.decimals)
        return cell_text(Cell("z", made.cell.index), chapter), form.text(self.bent)

    def pooling_windows(self, of: str) -> int:
        """Return in how many pooling windows the cell was that lost: of the gradient read, or in hand."""
        here = Origin(self.frame.position.chapter, self.target)
        made = self._maker_of_dy if of == "dy" else here
        assert made is not None
        return len(_windows_of(self.frame.timeline, made))

    @property
    def rounded(self) -> bool:
        """Whether the numbers that are read do not come to what is written, as all of them are printed."""
        return formula(self.frame).sign == ABOUT

    @cached_property
    def rounding_cell(self) -> Cell | None:
        """Which number that is read is nothing but the rounding of its sum, if one is."""
        return rounding_read(self.frame, self.update)

    @property
    def window_empty(self) -> bool:
        """Whether all is 0 that the weights meet in the step."""
        met = (f for one in self.step.updates for term in one.terms for f in term if isinstance(f, Cell))
        return not any(self.number(cell) for cell in met if cell.array == "x_pad")

    @property
    def parts_all_zero(self) -> bool:
        """Whether all that was added up to the gradient that is read, in another chapter, was 0."""
        return len(self._parts) > 0 and not np.any(self._parts)

    @property
    def parts_cancel(self) -> bool:
        """Whether what was added up to the gradient that is read came to 0, though not all of it was 0."""
        return bool(np.any(self._parts)) and float(np.sum(self._parts)) == 0

    @cached_property
    def _parts(self) -> NDArray[np.float64]:
        """All that was added up to the gradient that is read; nothing where other examples have their part in it."""
        gradients = (
            cell for cell in self._cells_read if self.chapter.info[cell.array].role is ArrayRole.GRADIENT
        )
        cell = next(gradients, None)
        made = None if cell is None else origin(self.frame, cell)
        if made is None:
            return np.zeros(0)
        chapter = self._chapter_of(made)
        sampled = (name for name, info in chapter.info.items() if info.sampled)
        if any(chapter.arrays[name].shape[0] > 1 for name in sampled):
            return np.zeros(0)
        return np.asarray(chapter.trace.terms_of(made.cell).products(chapter.arrays), np.float64)

    @property
    def da_lost(self) -> bool:
        """Whether the cell in hand, of an activation, has won no window of the pooling behind it."""
        return self._lost(Origin(self.frame.position.chapter, self.target))

    @cached_property
    def _maker_of_dy(self) -> Origin | None:
        """Where an activation has made the gradient that the step reads, if one has."""
        cells = self.cells("dy")
        made = made_in(self.frame, cells[0]) if cells else None
        return None if made is None or not self._chapter_of(made).function else made

    def _chapter_of(self, made: Origin) -> Chapter:
        return self.frame.timeline.chapters[made.chapter]

    def _da(self, made: Origin) -> Array:
        return self._chapter_of(made).arrays["da"]

    def _arrived(self, made: Origin) -> float:
        return float(self._da(made)[made.cell.index])

    def _lost(self, made: Origin) -> bool:
        """Return whether a max pooling lies behind an activation in which its cell has won none of its windows."""
        chapters, at = self.frame.timeline.chapters, made.cell.index
        before = chapters[made.chapter - 1]
        if before.winners is None or before.sample != self.chapter.sample:
            return False
        pooling = self._pooling_of(made)
        mask = pooling.arrays[pooling.mask]
        (handed,) = before.trace.outputs
        if mask.shape != self._da(made).shape:  # padding lies between
            return False
        return bool(mask[at] == 0 and before.trace.counts(handed)[at[:-1]].any())

    def _pooling_of(self, made: Origin) -> Chapter:
        """Return the max pooling whose way back comes before the chapter in which a cell was made."""
        run = self.frame.timeline
        number = run.chapters[made.chapter - 1].winners
        assert number is not None
        return run.chapters[number]


@lru_cache(maxsize=4)  # what is said of a step asks more than once
def _windows_of(timeline: Timeline, made: Origin) -> Sequence[tuple[int, ...]]:
    """Return which outputs of a pooling a cell of dA went into; every channel's windows lie alike."""
    back, at = timeline.chapters[made.chapter - 1].trace, made.cell.index
    (handed,) = back.outputs
    channel = int(np.flatnonzero(back.counts(handed)[at[:-1]])[0])
    steps = back.steps_of(Cell(handed, (*at[:-1], channel)))
    read = (next(cell for cell in back[step].cells if cell.array == "dy") for step in steps)
    return [(*cell.index[:-1], at[-1]) for cell in read]
