"""What is so in a step by the numbers that it reads, and by the settings of its layer."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from cnnviz.explain.ledgers.origin import Origin, origin
from cnnviz.explain.ledgers.places import WINDOW
from cnnviz.explain.prose.files import prose_of
from cnnviz.explain.prose.window_facts import WindowFacts
from cnnviz.run.array_info import KERNELS, PER_POSITION, ArrayRole, Dim
from cnnviz.run.chapter import Chapter, ChapterKind, Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array, Cell, Const

_FLAT = 0.05  # a slope that lets hardly anything through
_NOISE = 1e-12


@lru_cache(maxsize=4)
def facts_of(frame: Frame) -> "StepFacts":
    """Return what is so in the step of a frame, found out once for all that is said about it."""
    return StepFacts(frame)


class StepFacts(WindowFacts):
    """All that a template may ask for."""

    @property
    def by_windows(self) -> bool:
        """Whether a step of the chapter goes over a window."""
        return prose_of(self.chapter.kind).visit == WINDOW

    @property
    def dy_cut(self) -> bool:
        """Whether an activation made 0 of the gradient that is read, though what came to it was not 0."""
        made = self._maker_of_dy
        return made is not None and self._arrives(made) != 0

    @property
    def dy_lost(self) -> bool:
        """Whether the gradient that is read is 0 because another cell won the pooling window behind it."""
        made = self._maker_of_dy
        if made is None or self._arrives(made) != 0:
            return False
        before = self.frame.timeline.chapters[made.chapter - 1]
        if before.kind is not ChapterKind.MAX_POOL_BACK or before.sample != self.chapter.sample:
            return False
        trace = before.trace
        handed = [name for name in trace.outputs if trace.outputs[name].shape == self._made_from(made).shape]
        return bool(handed) and not self._won(before, Cell(handed[0], made.cell.index))

    def _won(self, chapter: Chapter, cell: Cell) -> bool:
        """Return whether a cell has won any window of a max pooling."""
        steps = chapter.trace.steps_of(cell)
        return any(cell in chapter.trace.highlights(int(step)) for step in steps)

    def _made_from(self, made: Origin) -> Array:
        return self.frame.timeline.chapters[made.chapter].arrays["da"]

    def _arrives(self, made: Origin) -> float:
        return float(self._made_from(made)[made.cell.index])

    @cached_property
    def _maker_of_dy(self) -> Origin | None:
        """Where an activation has made the gradient that the step reads, if one has."""
        cells = self.cells("dy")
        made = origin(self.frame, cells[0]) if cells else None
        if made is None:
            return None
        kind = self.frame.timeline.chapters[made.chapter].kind
        return made if kind is ChapterKind.ACTIVATE_BACK else None

    @property
    def reads_nothing(self) -> bool:
        """Whether there is nothing to be added."""
        return not self.update.terms

    @cached_property
    def _sampled(self) -> Sequence[float]:
        cells = (factor for term in self.update.terms for factor in term if isinstance(factor, Cell))
        return [self.number(cell) for cell in cells if self.chapter.info[cell.array].sampled]

    @property
    def reads_only_zero(self) -> bool:
        """Whether everything that is read of images and lists is 0."""
        return not any(self._sampled)

    @property
    def all_alike(self) -> bool:
        """Whether all that is read is the same number."""
        return len(set(self._sampled)) == 1

    @property
    def weights_even(self) -> bool:
        """Whether the weights of the sum in hand add up to 0, and are not all 0."""
        weights = [self.number(cell) for cell in self._parameters]
        reach = sum(map(abs, weights))
        return reach > 0 and abs(sum(weights)) <= _NOISE * reach

    @cached_property
    def _parameters(self) -> Sequence[Cell]:
        found = (factor for term in self.products for factor in term if isinstance(factor, Cell))
        return [cell for cell in found if self.chapter.info[cell.array].role is ArrayRole.PARAMETER]

    @property
    def kernel_turns(self) -> bool:
        """Whether several columns of a kernel are met."""
        kernels = [cell for cell in self._parameters if self.chapter.info[cell.array].axes == KERNELS]
        return len({cell.index[1] for cell in kernels}) > 1

    @property
    def several_filters_back(self) -> bool:
        """Whether several filters send gradients back."""
        info = self.chapter.info
        return any(
            info[name].of_filters and array.shape[-1] > 1 for name, array in self.chapter.arrays.items()
        )

    @property
    def bias_per_position(self) -> bool:
        """Whether every output has a bias of its own."""
        return any(info.axes == PER_POSITION for info in self.chapter.info.values())

    @property
    def filled_in(self) -> bool:
        """Whether the cell in hand gets a number that is no cell of any array."""
        return any(isinstance(factor, Const) for term in self.update.terms for factor in term)

    @property
    def reads_padding(self) -> bool:
        """Whether what is read is padding."""
        cells = [factor for term in self.update.terms for factor in term if isinstance(factor, Cell)]
        return any(self.is_padding(cell) for cell in cells)

    @property
    def one_share(self) -> bool:
        """Whether a gradient is passed on whole: by itself, or where a mask has its 1."""
        factors = [factor for term in self.update.terms for factor in term if isinstance(factor, Const)]
        return all(factor.of and factor.value == 1 for factor in factors)

    @property
    def stopped(self) -> bool:
        """Whether a mask lets nothing pass to the cell in hand."""
        factors = [factor for term in self.update.terms for factor in term if isinstance(factor, Const)]
        return any(factor.of and factor.value == 0 for factor in factors)

    @property
    def rate_zero(self) -> bool:
        """Whether the constant that is multiplied by is 0."""
        constants = [factor for term in self.update.terms for factor in term if isinstance(factor, Const)]
        return any(factor.value == 0 for factor in constants)

    @property
    def moved(self) -> bool:
        """Whether what is written differs from the parameter that it comes from."""
        return any(self.number(cell) != self.result for cell in self._parameters)

    @property
    def saturated(self) -> bool:
        """Whether a curve is nearly flat where the cell in hand lies on it."""
        constants = [factor for term in self.update.terms for factor in term if isinstance(factor, Const)]
        curved = self.chapter.function in ("sigmoid", "tanh")
        return curved and any(abs(factor.value) < _FLAT for factor in constants)

    @cached_property
    def _forward(self) -> Chapter | None:
        """The chapter of the way forward in which the windows of this layer are gone through."""
        for chapter in self.frame.timeline.chapters:
            alike = chapter.layer == self.chapter.layer and chapter.phase is Phase.FORWARD
            if alike and chapter.kind is not ChapterKind.PAD:
                return chapter
        return None

    @property
    def gone_over(self) -> str:
        """What the array is called that the windows of the layer go over on the way forward."""
        chapter = self._forward
        assert chapter is not None
        return next(chapter.label(name) for name in chapter.trace.inputs if chapter.info[name].sampled)

    @cached_property
    def earlier(self) -> int:
        """How many steps before this one gave the cell in hand something; one that gave 0 did not."""
        terms = self.chapter.trace.terms_of(self.target)
        count = int(np.searchsorted(terms.steps, self.frame.position.step))
        return int(np.count_nonzero(terms.products(self.frame.arrays)[:count]))

    def _window(self, row: int, column: int) -> Sequence[Cell]:
        """Return the cells that a window of the way forward reads."""
        chapter = self._forward
        assert chapter is not None
        number = int(np.ravel_multi_index((row, column, 0), chapter.trace.shape))
        update = chapter.trace[number].updates[0]
        cells = (factor for term in update.terms for factor in term if isinstance(factor, Cell))
        return [cell for cell in cells if chapter.info[cell.array].axes[-1] is Dim.CHANNEL]

    @cached_property
    def strides(self) -> tuple[int, int]:
        """By how many rows and columns the windows of the layer move on; 1 where there is only one window."""
        chapter = self._forward
        if chapter is None or len(chapter.trace.shape) != 3:
            return 1, 1
        found, (rows, columns) = [], chapter.trace.shape[:2]
        for axis, (size, there) in enumerate(((rows, (1, 0)), (columns, (0, 1))), start=1):
            if size < 2:
                found.append(1)
                continue
            places = [[cell.index[axis] for cell in self._window(*at)] for at in ((0, 0), there)]
            found.append(min(places[1]) - min(places[0]) if all(places) else 1)
        return found[0], found[1]

    @cached_property
    def gaps(self) -> tuple[int, int]:
        """How many rows and columns the cells of a window lie apart; 1 where it has only one."""
        chapter = self._forward
        if chapter is None or len(chapter.trace.shape) != 3:
            return 1, 1
        found = []
        for axis in (1, 2):
            middle = (chapter.trace.shape[0] // 2, chapter.trace.shape[1] // 2)
            places = sorted({cell.index[axis] for cell in self._window(*middle)})
            found.append(places[1] - places[0] if len(places) > 1 else 1)
        return found[0], found[1]

    @property
    def strided(self) -> bool:
        """Whether the windows of the layer move on by more than one cell."""
        return self.strides != (1, 1)

    @property
    def dilated(self) -> bool:
        """Whether the cells of a window lie apart."""
        return self.gaps != (1, 1)
