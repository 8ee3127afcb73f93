"""The document of a window: new, opened, saved; nothing is lost without being asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.qt import QMainWindow, QMenu, QMessageBox, QObject, pyqtSignal
from cnnviz.session.files.paper import Paper
from cnnviz.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from cnnviz.session.files.recovery import Recovery
    from cnnviz.session.jobs.jobs import Job
    from cnnviz.storage import Document
    from cnnviz.storage.files import Stamp
    from cnnviz.storage.recovery import Copy
    from cnnviz.ui.exporting.exporting import Exporting
    from cnnviz.ui.importing.opening import Opening
    from cnnviz.ui.window.documents.panels import Panels
    from cnnviz.ui.window.documents.saving import Saving

Then = Callable[[], object]


class Documents(QObject):
    """Opens and saves what a session has open.

    Signals
    -------
    said : what was done, or is being done
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, opening: Opening, panels: Panels, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._opening, self._panels, self._window = session, opening, panels, window
        self.paper = Paper(session)
        covered = self.tr("What you had is not saved: Ctrl+Z brings it back")
        self.paper.covers.connect(partial(self.said.emit, covered))
        self._first_use: Saving | None = None
        self._exporting: Exporting | None = None
        self._question: QMessageBox | None = None
        self._may_close = self._is_taken = False
        self._recovery: Recovery | None = None
        opening.document_given.connect(self.open)

    @property
    def saving(self) -> Saving:
        """What writes the document."""
        if self._first_use is None:
            from cnnviz.ui.window.documents.saving import Saving  # a start does not wait for it

            self._first_use = Saving(self._session, self.paper, self._document, self._window)
            self._first_use.said.connect(self.said)
        return self._first_use

    def commands(self, recent: QMenu) -> Mapping[str, Then]:
        """Return what the actions about files do; those that were last open fill a menu."""
        return {
            "file.new": self.new,
            "file.open": self._opening.ask,
            "file.open_recent": partial(self._fill, recent),
            "file.save": lambda: self.saving.save(),
            "file.save_as": lambda: self.saving.save_as(),
            "file.export": lambda: self.exporting.ask(),
            "file.worksheet": lambda: self.exporting.ask_worksheet(),
        }

    @property
    def exporting(self) -> Exporting:
        """What writes other files of what is open."""
        if self._exporting is None:
            from cnnviz.ui.exporting.exporting import Exporting  # a start does not wait for it

            name = lambda: self.paper.name or self._session.experiment.image_name  # noqa: E731
            self._exporting = Exporting(self._session, self._document, name, self._window)
            self._exporting.said.connect(self.said)
        return self._exporting

    def new(self) -> None:
        """Begin anew with the example."""
        self.before_losing(self._begin_anew)

    def open(self, path: str) -> None:
        """Open a document, or the one that a figure carries, in the place of this one, or use an image in it."""
        if _holds_document(path):
            self.before_losing(partial(self._load, path))
        else:
            self._opening.open(path)

    def open_at_start(self, path: str) -> None:
        """Do that with nothing to lose."""
        self._is_taken = True
        (self._load if _holds_document(path) else self._opening.open_at_start)(path)

    @property
    def is_in_use(self) -> bool:
        """Whether there is more in the window than what a new one begins with, or soon will be."""
        is_example = self._session.is_as_given
        return self._is_taken or is_example or self.paper.is_modified or self.paper.path is not None

    def protect(self) -> None:
        """Keep a copy of what is not saved from now on."""
        from cnnviz.session.files.recovery import Recovery

        if self._recovery is None:
            self._recovery = Recovery(self._session, self.paper, self._document)
            self._recovery.failed.connect(self.said)

    def begin_restoring(self, job: Job) -> None:
        """Read what was not saved when the program died."""
        self._is_taken = True
        self._session.jobs.start(job)

    def restore(self, document: Document, path: Path | None, known: Stamp | None, copy: Copy) -> None:
        """Open it; it counts as changed, and the copy is kept until it is saved."""

        def keep(is_open: bool) -> None:
            if not is_open:
                copy.leave()
                return
            self._panels.show(document.panels)
            self.paper.keep(path, known)
            self.protect()
            assert self._recovery is not None
            self._recovery.adopt(copy)

        self._session.ask_open(document, self.tr("recover"), keep, is_kept=False)

    def before_losing(self, then: Then) -> None:
        """Do something that loses what is open: where it is not saved, when a person has said what becomes of it."""
        if not self.paper.is_unsaved:
            then()
        elif self._question is None:
            self._window.activateWindow()
            self._ask_whether_to_save(then)
        else:
            self._question.activateWindow()

    def may_close(self) -> bool:
        """Return whether the window can be closed; where it cannot yet, it closes by itself when it can."""
        if self._may_close or not self.paper.is_unsaved or _ends_now():
            return True
        self.before_losing(self._close)
        return False

    def let_go(self) -> None:
        """Let the window be closed, whatever becomes of what is open."""
        self._may_close = True

    def close(self) -> None:
        """End what is on its way: the window is closed."""
        self._may_close = False
        if self._first_use is not None:
            self._first_use.close()
        if self._recovery is not None:
            (self._recovery.leave if _ends_now() else self._recovery.close)()

    def _close(self) -> None:
        self.let_go()
        self._window.close()

    def _ask_whether_to_save(self, then: Then) -> None:
        from cnnviz.ui.window.documents.questions import ask

        self._session.player.pause()
        covered = self.paper.covered
        name = self.paper.name or self.tr("Untitled")
        words = self.tr("“{0}” has changes that are not saved.").format(name)
        kept = "save", (self.tr("&Save"), lambda: self.saving.save(then))
        if covered is not None:
            words = self.tr("What was open before this example has changes that are not saved.")
            kept = "back", (self.tr("&Back to it"), partial(self._session.undo_to, covered))
        answers = dict([kept, ("discard", (self.tr("Do&n’t save"), then))])
        rule = self.tr("What you do not save is lost.")
        self._question = ask(self._window, "unsaved", (words, rule), answers)
        self._question.finished.connect(self._on_answer)

    def _on_answer(self, _: int) -> None:
        self._question = None

    def _begin_anew(self) -> None:
        from cnnviz.gallery.first_example import START, first_example
        from cnnviz.run.options import RunOptions
        from cnnviz.storage import Document

        document = Document(
            first_example(), RunOptions(follow=0), START, decimals=self._session.frame.decimals
        )
        if self._session.open(document, text=self.tr("new")):
            self.paper.keep(None, None)
            self.said.emit(self.tr("A new document, with the example to begin with"))

    def _load(self, path: str) -> None:
        from cnnviz.ui.window.documents.loading import load_job

        before = self._session.experiment

        def use(place: Path, document: Document, known: Stamp | None) -> None:
            if self._session.experiment is before:
                self._use(place, document, known)
            else:  # something was done while it was read, which nobody has been asked about
                self.before_losing(partial(self._use, place, document, known))

        self._session.jobs.start(load_job(path, use, self._window, self._opening.open_picture))

    def _use(self, path: Path, document: Document, known: Stamp | None) -> None:
        """Take what was read into the session."""

        from cnnviz.importing.sentences import file_name, part_name
        from cnnviz.storage.names import is_document
        from cnnviz.ui.window.documents import recent

        def keep(is_open: bool) -> None:
            if is_open:
                self._panels.show(document.panels)
                self.paper.keep(*((path, known) if is_document(path) else (None, None)))  # a figure stays one
                recent.remember(path)
                said = part_name(document.text) or self.tr("Opened {0}").format(file_name(path))
                self.said.emit(said)

        self._session.ask_open(document, self.tr("open {0}").format(file_name(path)), keep)

    def _document(self) -> Document:
        return replace(self._session.document, panels=self._panels.names())

    def _fill(self, menu: QMenu) -> None:
        from cnnviz.ui.window.documents import recent

        recent.fill(menu, lambda path: self.open(str(path)))


def _ends_now() -> bool:
    from cnnviz.ui.ending import is_now

    return is_now()


def _holds_document(path: str) -> bool:
    from cnnviz.storage.names import holds_document  # a start does not wait for it

    return holds_document(path)
