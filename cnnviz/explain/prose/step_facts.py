"""What is so in a step by the numbers that it reads, and by the settings of its layer."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from cnnviz.experiment.loss import AIMS, Aim
from cnnviz.explain.ledgers.origin import origin
from cnnviz.explain.ledgers.places import WINDOW
from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.spacing import spacing
from cnnviz.explain.prose.term_in_hand.term_facts import TermFacts
from cnnviz.explain.sums.printed import ABOUT, sum_sign
from cnnviz.run.array_info import KERNELS, PER_POSITION, ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Const

_FLAT = 0.05  # a slope that lets hardly anything through
_NOISE = 1e-12


@lru_cache(maxsize=4)
def facts_of(frame: Frame) -> "StepFacts":
    """Return what is so in the step of a frame, found out once for all that is said about it."""
    return StepFacts(frame)


class StepFacts(TermFacts):
    """All that a template may ask for."""

    @property
    def by_windows(self) -> bool:
        """Whether a step of the chapter goes over a window."""
        return self.chapter.kind.visit == WINDOW

    @property
    def of_true_class(self) -> bool:
        """Whether what is written is of the true class."""
        return self.update.target.index[-1] == self.chapter.true_class

    @property
    def under_way(self) -> bool:
        """Whether some of several multiplications of the step are done, and not all counted."""
        return self.within is not None and self.step.operations > 1

    @property
    def largest_alone(self) -> bool:
        """Whether one product is farther from 0 than any other."""
        sizes = sorted(map(abs, self.numbers[: len(self.products)]))
        return len(sizes) == 1 or sizes[-1] > sizes[-2]

    @property
    def filling(self) -> int:
        """How many cells of the window were filled in, so that the kernel finds room."""
        return sum(self._is_filled(cell) for cell in dict.fromkeys(self.patch))

    @property
    def on_filling(self) -> bool:
        """Whether the window lies on cells that were filled in."""
        return self.filling > 0

    def _is_filled(self, cell: Cell) -> bool:
        made = origin(self.frame, cell)
        if made is None:
            return False
        trace = self.frame.timeline.chapters[made.chapter].trace
        updates = trace[int(trace.steps_of(made.cell)[0])].updates
        (update,) = (one for one in updates if one.target == made.cell)
        return all(isinstance(factor, Const) for term in update.terms for factor in term)

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
    def several_kernels(self) -> bool:
        """Whether the weight in hand is of one of several filters or channels."""
        info, arrays = self.chapter.info, self.chapter.arrays
        return any(
            info[cell.array].axes == KERNELS and max(arrays[cell.array].shape[2:]) > 1
            for cell in self._parameters
        )

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
    def shares_rounded(self) -> bool:
        """Whether the shares of classes are there, and do not add up to 1 as they are written."""
        name, frame = self.chapter.shares_of_classes, self.frame
        there = frame.progress.get(name)
        if not name or frame.timeline.is_veiled or not (there is None or there[self.chapter.sample].all()):
            return False
        form = format_in(self.chapter, name, frame.decimals)
        return sum_sign(map(form.text, self.chapter.arrays[name][self.chapter.sample].tolist()), "1") == ABOUT

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
    def falls(self) -> str:
        """What an update makes smaller."""
        return self._aim.falls

    @property
    def aims(self) -> bool:
        """Whether to make that small is to learn."""
        return self._aim.learns

    @property
    def _aim(self) -> Aim:
        return next(aim for name, aim in AIMS.items() if name in self.chapter.rules)

    @property
    def saturated(self) -> bool:
        """Whether a curve is nearly flat where the cell in hand lies on it."""
        constants = [factor for term in self.update.terms for factor in term if isinstance(factor, Const)]
        curved = self.chapter.function in ("sigmoid", "tanh")
        return curved and any(abs(factor.value) < _FLAT for factor in constants)

    @cached_property
    def _forward(self) -> Chapter | None:
        """The chapter of the way forward in which the windows of this layer are gone through."""
        return self.frame.timeline.forward_of(self.chapter.layer)

    @property
    def gone_over(self) -> str:
        """What the array is called that the windows of the layer go over on the way forward."""
        chapter = self._forward
        assert chapter is not None
        return chapter.label(self._gone_through)

    @property
    def forward_name(self) -> str:
        """What the cell in hand, of a gradient, is called where the windows of the layer go over it."""
        chapter = self._forward
        assert chapter is not None
        return cell_text(Cell(self._gone_through, self.target.index), chapter)

    @property
    def _gone_through(self) -> str:
        chapter = self._forward
        assert chapter is not None
        return next(name for name in chapter.trace.inputs if chapter.info[name].sampled)

    @cached_property
    def earlier(self) -> int:
        """How many steps before this one gave the cell in hand something; one that gave 0 did not."""
        terms = self.chapter.trace.terms_of(self.target)
        count = int(np.searchsorted(terms.steps, self.frame.position.step))
        return int(np.count_nonzero(terms.products(self.frame.arrays)[:count]))

    @property
    def strides(self) -> tuple[int, int]:
        """By how many rows and columns the windows of the layer move on; 1 where there is only one window."""
        return spacing(self._forward).strides

    @property
    def gaps(self) -> tuple[int, int]:
        """How many rows and columns the cells of a window lie apart; 1 where it has only one."""
        return spacing(self._forward).gaps

    @property
    def strided(self) -> bool:
        """Whether the windows of the layer move on by more than one cell."""
        return self.strides != (1, 1)

    @property
    def dilated(self) -> bool:
        """Whether the cells of a window lie apart."""
        return self.gaps != (1, 1)
