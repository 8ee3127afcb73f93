"""Keeps a run of small changes of one thing together, as one undo entry."""

from collections.abc import Hashable

from cnnviz.session.undo import next_part


class Runs:
    """Gives neighbouring changes of the same thing the same number."""

    def __init__(self) -> None:
        self._thing: Hashable = None
        self._part = -1

    def part(self, thing: Hashable) -> int:
        """Return what a change of `thing` is a part of."""
        if thing != self._thing:
            self._thing, self._part = thing, next_part()
        return self._part

    def end(self) -> None:
        """Let the next change begin another run."""
        self._thing = None
