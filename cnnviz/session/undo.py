"""Undo: each edit holds what was open before it and after it, and unchanged arrays are shared by both."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.same import unchanged
from cnnviz.qt import QUndoCommand
from cnnviz.run.training import Round

_parts = count()


class Opened(NamedTuple):
    """An experiment, and the rounds of training that it is one of; without any a new history begins."""

    experiment: Experiment
    rounds: Sequence[Round]


class Edit(QUndoCommand):
    """An entry of the undo stack, called `text`.

    Parameters
    ----------
    part_of : neighbours with the same number become one entry; -1 for none
    show : sets what is open
    """

    def __init__(
        self, text: str, part_of: int, show: Callable[[Opened], None], before: Opened, after: Opened
    ) -> None:
        super().__init__(text)
        self._part_of, self._show, self._before, self._after = part_of, show, before, after

    def id(self) -> int:
        """Return what this is a part of; Qt merges neighbours that are parts of the same."""
        return self._part_of

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the end of the next part, and its text, which says where the whole has got to.

        Parts that lead back to the beginning are no entry together; the rounds of training are there again.
        """
        assert isinstance(other, Edit)
        self._after = other._after
        self.setText(other.text())
        if unchanged(self._after.experiment, self._before.experiment):
            self.setObsolete(True)
            self._show(self._before)
        return True

    def redo(self) -> None:
        """Show what was open after the edit."""
        self._show(self._after)

    def undo(self) -> None:
        """Show what was open before the edit."""
        self._show(self._before)


def next_part() -> int:
    """Return a number for what is done in several parts, such as a stroke, or turns of the wheel."""
    return next(_parts)
