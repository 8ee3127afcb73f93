"""A copy of what is not saved, written beside everything else a moment after each edit, and gone when it is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.importing.sentences import why_unreadable
from cnnviz.importing.source import Refused
from cnnviz.qt import QObject, QTimer, pyqtSignal
from cnnviz.session.files.paper import Paper
from cnnviz.session.files.places import recovery_folder
from cnnviz.session.jobs.garbage import garbage
from cnnviz.session.session import Session
from cnnviz.storage.recovery import Copy, new_copy

if TYPE_CHECKING:
    from cnnviz.storage import Document

LATER = 1000
"""Milliseconds after an edit: what is edited until then comes along."""
_LOOK = 50  # milliseconds between two looks at whether it is written
LAST_WAIT = 2.0
"""Seconds for what is being written when a window is closed."""


class Recovery(QObject):
    """Keeps the copy of a window.

    Parameters
    ----------
    document : returns what is open now

    Signals
    -------
    failed : why there is no copy, said once until there is one again
    """

    failed = pyqtSignal(str)

    def __init__(self, session: Session, paper: Paper, document: Callable[[], Document]) -> None:
        super().__init__(paper)
        self._paper, self._document = paper, document
        self._copy: Copy | None = None
        self._writer: _Writer | None = None
        self._has_failed = self._is_left = False
        self._later, self._look = QTimer(self), QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER)
        self._later.timeout.connect(self.write)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self.look)
        session.undo_changed.connect(self._on_change)
        paper.changed.connect(self._on_change)
        self._on_change()

    @property
    def is_writing(self) -> bool:
        """Whether a copy is on its way to the disk."""
        return self._writer is not None

    def adopt(self, copy: Copy) -> None:
        """Go on with a copy that was left behind: what is open was opened from it."""
        self.forget()
        self._copy = copy
        self._on_change()

    def write(self) -> None:
        """Begin to write what is open now."""
        if self._writer is not None:
            self._later.start()  # with what is open then
            return
        if self._paper.is_modified:
            self._writer = _Writer(self._work())
            garbage().wait_for(self._writer)
            self._writer.start()
            self._look.start()

    def look(self) -> None:
        """See whether it is written."""
        if self._writer is None or self._writer.is_alive():
            return
        reason, self._writer = self._writer.reason, None
        self._look.stop()
        if not self._paper.is_unsaved:
            self.forget()
        elif not reason:
            self._has_failed = False
        elif not self._has_failed:
            self._has_failed = True
            self.failed.emit(reason)

    def leave(self) -> None:
        """Write what is open now and wait for it, for the next start to find: there is no time to ask."""
        self._finish()
        if self._paper.is_modified and not self._is_left:
            writer = _Writer(self._work())
            writer.run()
        if self._copy is not None:
            self._copy.leave()
            self._copy, self._is_left = None, True

    def forget(self) -> None:
        """Remove the copy: nothing of it is needed."""
        self._later.stop()
        if self._copy is not None and self._writer is None:
            self._copy.remove()
            self._copy = None

    def close(self) -> None:
        """Remove the copy, and wait for it, but not long."""
        self._finish()
        self.forget()

    def _finish(self) -> None:
        self._later.stop()
        self._look.stop()
        if self._writer is not None:
            self._writer.join(LAST_WAIT)
            self._writer = None

    def _on_change(self) -> None:
        self._is_left = False
        if not self._paper.is_unsaved:
            self.forget()
        elif not self._later.isActive():
            self._later.start()

    def _work(self) -> Callable[[], None]:
        document, path, known = self._document(), self._paper.path, self._paper.stamp

        def work() -> None:
            if self._copy is None:
                self._copy = new_copy(recovery_folder())
            self._copy.write(document, path, known)

        return work


class _Writer(threading.Thread):
    """Does some work, and keeps why it could not be done."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(name="recovery", daemon=True)
        self._work, self.reason = work, ""

    def run(self) -> None:
        """Do it."""
        try:
            self._work()
        except (Refused, MemoryError, OSError) as error:
            reason = str(error) if isinstance(error, Refused) else why_unreadable(error)
            self.reason = f"there is no copy of what is not saved: {reason}"
