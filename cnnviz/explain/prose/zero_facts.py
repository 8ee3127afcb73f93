"""Where a gradient that is 0 became 0: at an activation, or at a pooling window that another cell has won."""

from functools import cached_property

from cnnviz.explain.ledgers.origin import Origin, made_in
from cnnviz.explain.prose.window_facts import WindowFacts
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter, ChapterKind
from cnnviz.trace.steps import Array


class ZeroFacts(WindowFacts):
    """What is so in a step, whence its zeros come included."""

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
    def da_lost(self) -> bool:
        """Whether the cell in hand, of an activation, has won no window of the pooling behind it."""
        return self._lost(Origin(self.frame.position.chapter, self.target))

    @cached_property
    def _maker_of_dy(self) -> Origin | None:
        """Where an activation has made the gradient that the step reads, if one has."""
        cells = self.cells("dy")
        made = made_in(self.frame, cells[0]) if cells else None
        return None if made is None or self._chapter_of(made).kind is not ChapterKind.ACTIVATE_BACK else made

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
        if before.kind is not ChapterKind.MAX_POOL_BACK or before.sample != self.chapter.sample:
            return False
        pooling = next(
            one for one in chapters if one.kind is ChapterKind.MAX_POOL and one.layer == before.layer
        )
        mask = next(
            pooling.arrays[name] for name in pooling.info if pooling.info[name].role is ArrayRole.MASK
        )
        (handed,) = before.trace.outputs
        if mask.shape != self._da(made).shape:  # padding lies between
            return False
        return bool(mask[at] == 0 and before.trace.counts(handed)[at[:-1]].any())
