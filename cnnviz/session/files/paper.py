"""Where the document of a session is kept, and whether it is there as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.qt import QObject, pyqtSignal
from cnnviz.session.session import Session
from cnnviz.session.undo import covered_by_examples

if TYPE_CHECKING:
    from pathlib import Path

    from cnnviz.storage.files import Stamp


class Paper(QObject):
    """What of a session's work is on the disk: undone back to there it is as it was saved.

    An example as the gallery has it need not be there, but what it was opened over does.

    Signals
    -------
    changed : it is kept somewhere else, or differs from it now, or no longer
    covers : an example was opened over what is not saved, which is one undo away
    """

    changed = pyqtSignal()
    covers = pyqtSignal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._stack = session, session.undo_stack
        self._is_saving = False
        self.path: Path | None = None
        """The file, or None where there is none yet."""
        self.stamp: Stamp | None = None
        """What it was like when it was last read or written here."""
        session.undo_changed.connect(self.changed)
        session.example_opened.connect(self._leave)  # that is something else: saving it takes no file's place

    @property
    def name(self) -> str:
        """What the file is called, or nothing."""
        return "" if self.path is None else self.path.name

    @property
    def is_modified(self) -> bool:
        """Whether what is open is neither as it was saved nor as the gallery has it."""
        return self._is_saving or not (self._stack.isClean() or self._session.is_as_given)

    @property
    def covered(self) -> int | None:
        """The place in the undo stack of what is not saved and an example stands over, None where there is none."""
        return None if self.is_modified else covered_by_examples(self._stack)

    @property
    def is_unsaved(self) -> bool:
        """Whether something would be lost without being saved: what is open, or what an example stands over."""
        return self.is_modified or self.covered is not None

    def keep(self, path: Path | None, stamp: Stamp | None) -> None:
        """Know where the document that has just been opened is kept, which may be nowhere."""
        self.path, self.stamp = path, stamp
        self.changed.emit()

    def _leave(self) -> None:
        self.keep(None, None)
        if self.covered == self._stack.index() - 1:
            self.covers.emit()

    def begin_saving(self) -> None:
        """Know that what is open now is on its way to the disk: what is changed from here on is not among it."""
        self._is_saving = True
        self._stack.setClean()
        self.changed.emit()

    def end_saving(self, path: Path, stamp: Stamp | None) -> None:
        """Know that it is there."""
        self._is_saving = False
        self.keep(path, stamp)

    def fail_saving(self, *, was_clean: bool) -> None:
        """Know that it is not: it counts as changed, unless it `was_clean` before, where it is kept already."""
        self._is_saving = False
        if not was_clean:
            self._stack.resetClean()
        self.changed.emit()
