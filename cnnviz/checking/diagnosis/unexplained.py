"""What is said of arrays that nothing explains: where they stop, which shape they have, where NaN stands in them."""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.checking.comparing import AGREES, ERROR, Compared, Tried
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.diagnosis.sentences import (
    failure_sentence,
    mistake_of,
    no_number_sentence,
    parting_sentence,
    shape_sentence,
)
from cnnviz.checking.report import Diagnosis
from cnnviz.checking.running.job import Failure
from cnnviz.checking.running.process import Runner
from cnnviz.checking.source import Source
from cnnviz.checking.trying import Examined, watched
from cnnviz.explain.mistakes.bank import MISTAKES
from cnnviz.explain.mistakes.over_passes import can_be_made

_COUNTED = re.compile(r"range\(\s*([2-9]|[1-9]\d)\d*\s*\)")  # a loop over so many, whatever comes in


class Unexplained:
    """Says what there is to be said of arrays that neither a mistake nor an edit explains.

    Parameters
    ----------
    examined : what came of them
    source, runner : to look once more where what is no number arises; None where there is only the array
    parting : where the first of some arrays parts
    """

    def __init__(
        self,
        examined: Examined,
        source: Source | None,
        runner: Runner | None,
        parting: Callable[[Sequence[str]], Parting | None],
    ) -> None:
        self.examined, self.source, self.runner, self.parting = examined, source, runner, parting

    def diagnoses(self, names: Sequence[str]) -> Iterator[Diagnosis]:
        """Yield a diagnosis for each array; what one exception keeps away is said once, and not what follows."""
        said: set[str] = set()
        for name in names:
            first = first_failing(name, self.examined.tried)
            assert first is not None
            array = first.arrays[name]
            if array.failure is not None and self._follows(name, first, names):
                continue
            found = self._stopped(array.failure, first) if array.failure else self._differing(name, first)
            if found.sentence not in said:
                said.add(found.sentence)
                yield found

    def _follows(self, name: str, first: Tried, names: Sequence[str]) -> bool:
        """Return whether an array is missing where the output is too, of which it is made, and that is told."""
        forward = first.arrays.get("y")
        return name != "y" and "y" in names and forward is not None and forward.verdict == ERROR

    def _stopped(self, failure: Failure, first: Tried) -> Diagnosis:
        mistake = mistake_of(failure)
        if mistake is not None and not can_be_made(MISTAKES[mistake], first.setting.operation):
            mistake = None  # an index that is none may be anything where there are no windows
        if mistake == "loops_over_input" and self.source is not None and _COUNTED.search(self.source.text):
            mistake = "sizes_written_in"
        sentence = failure_sentence(failure, self.source, first.setting.name)
        where = "" if self.source is None else self.source.where(failure.line)
        found = Diagnosis(mistake, sentence, failure.line, None, "some", "", where)
        if mistake is not None:
            found = found._replace(name=MISTAKES[mistake].name, outcome=MISTAKES[mistake].sentence)
        return found

    def _differing(self, name: str, first: Tried) -> Diagnosis:
        array = first.arrays[name]
        assert array.theirs is not None
        none = no_numbers(array)
        if none is not None:
            return self._no_number(array, none, first)
        parting = self.parting((name,))
        if parting is not None:
            return Diagnosis(None, parting_sentence(parting, self.examined.subject.topic), parting=parting)
        return Diagnosis(
            None, shape_sentence(name, array.theirs.shape, array.right.shape, first.setting.name)
        )

    def _no_number(self, array: Compared, none: NDArray[np.bool_], first: Tried) -> Diagnosis:
        """Say where the first number stands that is none, and in which line one arises first."""
        cell = tuple(int(at) for at in np.argwhere(none)[0])
        assert array.theirs is not None
        nan = bool(np.isnan(array.theirs[cell]))
        line = self._arising(first, "nan" if nan else "infinity")
        where = "" if self.source is None else self.source.where(line)
        sentence = no_number_sentence(array, cell, first.setting, where)
        found = Diagnosis(None, sentence, line, None, "some", "Not a number" if nan else "Infinite", where)
        return found._replace(parting=self.parting((array.name,)))

    def _arising(self, first: Tried, what: str) -> int | None:
        if self.source is None or self.runner is None:
            return None
        stopped = watched(self.examined, first.setting, self.source, self.runner, what)
        return stopped.line if stopped is not None and stopped.type == "FloatingPointError" else None


def first_failing(name: str, tried: Sequence[Tried]) -> Tried | None:
    """Return the simplest setting in which an array does not agree."""
    return next((one for one in tried if name in one.arrays and one.arrays[name].verdict != AGREES), None)


def no_numbers(array: Compared) -> NDArray[np.bool_] | None:
    """Return where an array has what is no finite number and the engine's has one, None where nowhere."""
    theirs, right = array.theirs, array.right
    if theirs is None or theirs.shape != right.shape:
        return None
    none = np.asarray(~np.isfinite(theirs) & np.isfinite(right))
    return none if none.any() else None
