"""A series of small edits of one thing, such as turns of the wheel, is one undo entry."""

from collections.abc import Hashable

from cnnviz.session.undo import next_part


class EditSeries:
    """Gives neighbouring edits of the same thing the same number."""

    def __init__(self) -> None:
        self._thing: Hashable = None
        self._part = -1

    def part(self, thing: Hashable) -> int:
        """Return what an edit of `thing` is a part of."""
        if thing != self._thing:
            self._thing, self._part = thing, next_part()
        return self._part

    def end(self) -> None:
        """Let the next edit begin another series."""
        self._thing = None
