"""From a run's steps to a formula for each number that they write."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from cnnviz.experiment.document import Experiment
from cnnviz.export.data.arrays import own
from cnnviz.export.scripts.torch_order import has_kink
from cnnviz.export.spreadsheet.constants import FUNCTIONS, Find, Windows, dependent, windows_of
from cnnviz.export.spreadsheet.sheets import Sheet, sheet_name
from cnnviz.export.spreadsheet.terms import At, Product, added, largest, total
from cnnviz.frozen import NamedTuple
from cnnviz.progress import report
from cnnviz.run import looked_through
from cnnviz.run.array_info import SINGLE_NUMBER, ArrayInfo
from cnnviz.run.chapter import Chapter
from cnnviz.run.kinds import active
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Cell, Combine, Const, Step, Term, Update

START = "Start"
RATE = f"{START}!$B$3"
"""Where the learning rate stands."""
NUMBERS = "Numbers"
"""The sheet of arrays of one number."""
PADDING = "−∞"
"""What stands on the padding of a maximum, which no spreadsheet has as a number: texts are never the largest."""
_OFTEN = 100  # steps, after which it is said how far it is
_DIGITS = 12  # that are left of a sum that a kink is behind


class Filled(NamedTuple):
    """An array of the spreadsheet.

    Parameters
    ----------
    sheet : where it is
    info : what it is
    chapter, key : the chapter that makes it, or else the first that reads it, and what that calls it
    numbers : what it is now
    parts : the formula of each number, as what is added up in it; none for what is given
    given : whether a person may write into it
    """

    sheet: Sheet
    info: ArrayInfo
    chapter: Chapter
    key: str
    numbers: Array
    parts: Mapping[tuple[int, ...], list[str]]
    given: bool


class Formulas:
    """Goes through the chapters of a run, and knows by then where every array is."""

    def __init__(self, experiment: Experiment, timeline: Timeline) -> None:
        self._experiment, self._timeline = experiment, timeline
        self._last: dict[str, Sheet] = {}
        self._names: list[str] = [START, NUMBERS]
        self._singles = 0
        self._begins = self._share = 0.0
        self._windows: dict[int, Windows] = {}
        self._decimals: dict[str, int | None] = {}

    def arrays(self) -> Iterator[Filled]:
        """Yield every array, what is given before what is made of it."""
        chapters = self._timeline.chapters
        for number, chapter in enumerate(chapters):
            self._begins, self._share = 0.7 * number / len(chapters), 0.7 / len(chapters)
            yield from self._given(chapter)
            yield from self._made(chapter)

    def _given(self, chapter: Chapter) -> Iterator[Filled]:
        """Yield what a chapter reads, and no chapter has made."""
        for key in chapter.trace.inputs:
            if chapter.label(key) not in self._last:
                yield Filled(
                    self._sheet(chapter, key), chapter.info[key], chapter, key, own(chapter, key), {}, True
                )

    def _made(self, chapter: Chapter) -> Iterator[Filled]:
        sheets = {key: self._sheet(chapter, key) for key in chapter.trace.outputs if key in chapter.info}
        parts: dict[str, dict[tuple[int, ...], list[str]]] = {key: {} for key in sheets}
        updates: dict[Cell, list[tuple[Step, Update]]] = {}
        for number, step in enumerate(chapter.trace):
            if number % _OFTEN == 0:
                report(self._begins + self._share * number / len(chapter.trace))
            for update in step.updates:
                updates.setdefault(update.target, []).append((step, update))
        for cell, own_updates in updates.items():
            parts[cell.array][self._index(chapter, cell)] = self._formula(chapter, own_updates)
        for key, sheet in sheets.items():
            numbers = own(chapter, key)
            yield Filled(sheet, chapter.info[key], chapter, key, numbers, parts[key], chapter.given)
        if chapter.mask:
            windows = self._windows[chapter.layer] = windows_of(chapter, self._finder(chapter))
            yield self._mask(chapter, windows)

    def _mask(self, chapter: Chapter, windows: Windows) -> Filled:
        key = chapter.mask
        sheet = windows.masks = self._sheet(chapter, key)
        masks = {at.cell: [windows.mask(at)] for window in windows.cells.values() for at in window}
        return Filled(sheet, chapter.info[key], chapter, key, own(chapter, key), masks, False)

    def _formula(self, chapter: Chapter, updates: list[tuple[Step, Update]]) -> list[str]:
        """Return the parts of a formula: terms that are added up, or one that something is done to."""
        _, first = updates[0]
        find = self._finder(chapter)
        if first.combine is Combine.MAX:
            cells = [factor for (factor,) in first.terms if isinstance(factor, Cell)]
            return [largest([find(cell.array, self._index(chapter, cell)) for cell in cells])]
        products = [
            self._product(chapter, step, update, term) for step, update in updates for term in update.terms
        ]
        parts = total(products)
        if first.function is not None:
            return [FUNCTIONS[first.function].format(added(parts))]
        decimals = self._rounded(chapter)
        return parts if decimals is None else [f"ROUND({added(parts)},{decimals})"]

    def _product(self, chapter: Chapter, step: Step, update: Update, term: Term) -> Product:
        find = self._finder(chapter)
        numbers, others = [], []
        for factor in term:
            if isinstance(factor, Cell):
                numbers.append(find(factor.array, self._index(chapter, factor)))
            elif math.isinf(factor.value):
                others.append(PADDING)
            else:
                others.append(self._constant(chapter, step, update, factor))
        return Product(tuple(numbers), tuple(others))

    def _constant(self, chapter: Chapter, step: Step, update: Update, factor: Const) -> str:
        windows = self._windows.get(chapter.layer)
        return dependent(chapter, step, update, factor, self._finder(chapter), windows, RATE)

    def _rounded(self, chapter: Chapter) -> int | None:
        """Return to how many decimals the sums of a chapter are rounded, which a kink is behind."""
        if chapter.key not in self._decimals:
            behind = [layer for index, layer in active(self._experiment).items() if index > chapter.layer]
            is_rounded = chapter.kind.sums and has_kink(behind)
            self._decimals[chapter.key] = _decimals(_size(chapter)) if is_rounded else None
        return self._decimals[chapter.key]

    def _finder(self, chapter: Chapter) -> Find:
        return lambda array, index: At(self._last[chapter.label(array)], index)

    def _index(self, chapter: Chapter, cell: Cell) -> tuple[int, ...]:
        return cell.index[chapter.info[cell.array].sampled :]

    def _sheet(self, chapter: Chapter, key: str) -> Sheet:
        label, shape = chapter.label(key), own(chapter, key).shape
        if chapter.info[key].axes == SINGLE_NUMBER:
            made = Sheet(NUMBERS, label, shape, 2 * self._singles)
            self._singles += 1
        else:
            name = sheet_name(label, self._names)
            self._names.append(name)
            made = Sheet(name, label, shape)
        self._last[label] = made
        return made


def _decimals(most: float) -> int:
    return _DIGITS - math.ceil(math.log10(most)) if most else _DIGITS


def _size(chapter: Chapter) -> float:
    """Return how large sums are, or the products in them: where all of them cancel, what is left tells nothing."""
    term = chapter.trace[0].updates[0].terms[0]
    sizes = (
        looked_through.largest(chapter.arrays[factor.array])
        if isinstance(factor, Cell)
        else abs(factor.value)
        for factor in term
    )
    return max(math.prod(sizes), *(looked_through.largest(array) for array in chapter.trace.outputs.values()))
