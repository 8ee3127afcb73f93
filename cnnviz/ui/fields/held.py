"""What controls share: when the wheel turns them, which of their edits are one, what is typed and what is shown."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from cnnviz.qt import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QObject,
    QSignalBlocker,
    Qt,
    QWheelEvent,
    pyqtSignal,
)
from cnnviz.session.undo import next_part


class Unturned:
    """Is turned by the wheel only with Ctrl, or where it has the focus; else the panel around it scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn, or leave the wheel to the panel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]  # mixed into widgets
        else:
            event.ignore()


class Held:
    """Knows which edits are one: those of a key or button that is held, and turns of the wheel one after another.

    `part` is what `Session.edit` takes as `part_of`.
    """

    part = -1
    _turns = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a part."""
        self.begin_part()
        super().mousePressEvent(event)  # type: ignore[misc]  # mixed into widgets

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a part with each key that was not held."""
        if not event.isAutoRepeat():
            self.begin_part()
        super().keyPressEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Begin a part: what comes after one was elsewhere is something else."""
        self.begin_part()
        super().focusOutEvent(event)  # type: ignore[misc]

    def begin_part(self, *, turns: bool = False) -> None:
        """Let what comes be another edit, but turns of the wheel go on with the last turn."""
        if not (turns and self._turns):
            self.part, self._turns = next_part(), turns


class Typed(Held):
    """Has numbers typed into it, which count when they are finished.

    Signals
    -------
    left : Enter was pressed, and there is nothing more to do here
    typing_changed : whether something is typed that is not taken yet
    """

    left = pyqtSignal()
    typing_changed = pyqtSignal(bool)
    typing = False


@contextmanager
def quiet(sender: QObject) -> Iterator[None]:
    """Keep `sender` from emitting signals while it is set."""
    blocker = QSignalBlocker(sender)
    try:
        yield
    finally:
        blocker.unblock()


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
