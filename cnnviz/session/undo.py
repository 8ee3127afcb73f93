"""Undo: each edit holds what was open before it and after it, and unchanged arrays are shared by both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import count
from typing import TypeAlias

from cnnviz.experiment.document import Experiment, unchanged
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QUndoCommand, QUndoStack
from cnnviz.run.numbers.training import Round
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

MOST_BYTES = 320 * 2**20
"""Memory for all that can be undone; where it does not suffice, the oldest edits are forgotten."""
_AFTERWARDS = 0.96  # of it is left, so that not every edit has to forget one: 200 images of 256×256×3
_parts = count()


class Opened(NamedTuple):
    """An experiment, and the rounds of training that it is one of; without any a new history begins.

    `hidden` are the cells of its run that are not to be seen; `is_as_given` says that it is an example as the
    gallery has it, in which there is nothing of one's own.
    """

    experiment: Experiment
    rounds: Sequence[Round]
    hidden: frozenset[Cell] = frozenset()
    is_as_given: bool = False


class Place(NamedTuple):
    """Where one was when an edit was made: the key of the chapter, and the position in it."""

    chapter: str
    position: Position


Show: TypeAlias = Callable[[Opened, Place | None], None]


class Edit(QUndoCommand):
    """An entry of the undo stack, called `text`.

    Parameters
    ----------
    part_of : neighbours with the same number become one entry; -1 for none
    show : sets what is open, at a place, or where one is
    made_at : the place that undo goes back to
    """

    def __init__(
        self, text: str, part_of: int, show: Show, before: Opened, after: Opened, made_at: Place | None = None
    ) -> None:
        super().__init__(text)
        self._part_of, self._show, self.before, self.after = part_of, show, before, after
        self._made_at = made_at
        self._led_to: Place | None = None
        self._is_shown = False

    def lead_to(self, place: Place) -> None:
        """Have redo go to where one was once it was made."""
        self._led_to = place

    @cached_property
    def size(self) -> int:
        """The bytes that it holds on to beside what was open before it."""
        from cnnviz.session.memory import held  # a start does not wait for it

        before, after = (held(one.experiment, one.rounds) for one in (self.before, self.after))
        return sum(size for part, size in after.items() if part not in before)

    def again(self) -> Edit:
        """Return the same entry for another place in the stack: what it shows is open already."""
        other = Edit(self.text(), self._part_of, self._show, self.before, self.after, self._made_at)
        other._led_to, other._is_shown = self._led_to, True
        return other

    def id(self) -> int:
        """Return what this is a part of; Qt merges neighbours that are parts of the same."""
        return self._part_of

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the end of the next part, and its text, which says where the whole has got to.

        Parts that lead back to the beginning are no entry together; the rounds of training are there again.
        """
        assert isinstance(other, Edit)
        self.after = other.after
        self.__dict__.pop("size", None)
        self.setText(other.text())
        if unchanged(self.after.experiment, self.before.experiment):
            self.setObsolete(True)
            self._show(self.before, None)
        return True

    def redo(self) -> None:
        """Show what was open after the edit."""
        if self._is_shown:
            self._is_shown = False
        else:
            self._show(self.after, self._led_to)

    def undo(self) -> None:
        """Show what was open before the edit."""
        self._show(self.before, self._made_at)


def next_part() -> int:
    """Return a number for what is done in several parts, such as a stroke, or turns of the wheel."""
    return next(_parts)


def covered_by_examples(stack: QUndoStack) -> int | None:
    """Return the place in a stack of what is not saved and examples in hand stand over, None where there is none."""
    here, clean = stack.index(), stack.cleanIndex()
    at = here
    while at > 0 and at != clean and _is_as_given(stack, at):
        at -= 1
    return None if at in (here, clean) or _is_as_given(stack, at) else at


def _is_as_given(stack: QUndoStack, place: int) -> bool:
    """Return whether what is open at a place in a stack is an example as the gallery has it."""
    following, leading = stack.command(place), stack.command(place - 1)
    if isinstance(following, Edit):
        return following.before.is_as_given
    return isinstance(leading, Edit) and leading.after.is_as_given


def bound_memory(stack: QUndoStack) -> None:
    """Forget the oldest edits of a stack that has just got a new one, where all hold on to too much; never that one."""
    from cnnviz.session.memory import held

    edits = _edits(stack)
    if not edits:
        return  # what was done came to nothing
    at_most = sum(held(edits[0].before.experiment, edits[0].before.rounds).values()) + sum(
        edit.size for edit in edits
    )
    if at_most <= MOST_BYTES or _bytes(edits) <= MOST_BYTES:  # the second counts right, and takes long
        return
    kept = edits[1:]
    while len(kept) > 1 and _bytes(kept) > _AFTERWARDS * MOST_BYTES:
        del kept[0]
    _fill(stack, kept)


def _edits(stack: QUndoStack) -> list[Edit]:
    commands = (stack.command(number) for number in range(stack.count()))
    return [command for command in commands if isinstance(command, Edit)]


def _bytes(edits: Sequence[Edit]) -> int:
    """Return what edits hold on to together, each array counted once."""
    from cnnviz.session.memory import bytes_of_all

    return bytes_of_all(opened for edit in edits for opened in (edit.before, edit.after))


def _fill(stack: QUndoStack, edits: Sequence[Edit]) -> None:
    """Have only these in a stack: none of Qt's ways to forget some goes without forgetting all."""
    clean = stack.cleanIndex() - (stack.count() - len(edits))
    again = [edit.again() for edit in edits]
    signals = stack.blockSignals(True)
    stack.clear()
    if clean < 0:
        stack.resetClean()
    for number, edit in enumerate(again, 1):
        stack.push(edit)
        if number == clean:
            stack.setClean()
    stack.blockSignals(signals)
