"""Saving: a copy of what is open goes to the disk beside everything else, and never over what somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from cnnviz.explain.words import sentence
from cnnviz.importing.sentences import file_name, full_path
from cnnviz.qt import QMainWindow, QObject, QStandardPaths, pyqtSignal
from cnnviz.saving import plain_name
from cnnviz.session.files.paper import Paper
from cnnviz.session.jobs.jobs import Job, Jobs
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import FOLDER, settings
from cnnviz.storage import Document, save
from cnnviz.storage.files import Stamp, absolute, stamp
from cnnviz.storage.names import SUFFIX
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.dialogs.file_dialog import choose_place
from cnnviz.ui.window.documents import recent
from cnnviz.ui.window.documents.questions import ask

Then = Callable[[], object]
_WAITS = "“{0}” is still being saved"


class Saving(QObject):
    """Saves the document of a session.

    Parameters
    ----------
    document : returns what is open now

    Signals
    -------
    said : what was done, or is being done
    """

    said = pyqtSignal(str)

    def __init__(
        self, session: Session, paper: Paper, document: Callable[[], Document], window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session, self._paper, self._document, self._window = session, paper, document, window
        self._jobs = Jobs(session.clock)

    @property
    def is_going_on(self) -> bool:
        """Whether something is on its way to the disk."""
        return self._jobs.job is not None

    def save(self, then: Then = lambda: None) -> None:
        """Save where the document is kept, or where a person chooses; do something `then`, when it is there."""
        if self._paper.path is None:
            self.save_as(then)
        else:
            self._write(self._paper.path, then, self._paper.stamp)

    def save_as(self, then: Then = lambda: None) -> None:
        """Save where a person chooses."""
        self._session.player.pause()
        name = plain_name(Path(self._session.experiment.image_name).stem, 60)
        place = self._paper.path or Path(_folder(), f"{name}{SUFFIX}")
        kinds = [self.tr("Documents (*{0})").format(SUFFIX), self.tr("All files (*)")]
        title = self.tr("Save document")
        suffix = SUFFIX.removeprefix(".")
        choose_place(
            self._window, title, kinds, str(place), suffix, lambda path: self._write(absolute(path), then)
        )

    def close(self) -> None:
        """Wait for what is on its way, but not long."""
        self._jobs.close()

    def _write(self, path: Path, then: Then, known: Stamp | None = None) -> None:
        """Write a file, unless it was changed since it was `known`."""
        title = self.tr("save {0}").format(file_name(path))
        document, before = self._document(), self._session.undo_stack.isClean()
        done = partial(self._end, path, then, was_clean=before)
        failed = partial(self._fail, was_clean=before)
        if self.is_going_on:
            complain(sentence(self.tr(_WAITS).format(file_name(path))), self._window)
            return
        self._paper.begin_saving()
        self.said.emit(self.tr("Saving {0}…").format(file_name(path)))
        self._jobs.start(Job(title, partial(_saved, document, path, known), done, failed))

    def _end(self, path: Path, then: Then, written: Stamp | None, *, was_clean: bool) -> None:
        if written is None:
            self._paper.fail_saving(was_clean=was_clean)
            self._ask_whether_over(path, then)
            return
        self._paper.end_saving(path, written)
        recent.remember(path)
        settings().set(FOLDER, str(path.parent))
        self.said.emit(self.tr("Saved {0}").format(full_path(path)))
        then()

    def _fail(self, reason: str, *, was_clean: bool) -> None:
        self._paper.fail_saving(was_clean=was_clean)
        self.said.emit("")
        complain(sentence(reason), self._window)

    def _ask_whether_over(self, path: Path, then: Then) -> None:
        words = self.tr("“{0}” was changed by another program since it was opened here.").format(
            file_name(path)
        )
        rule = self.tr("If you save over it, what that program wrote is gone.")
        answers = {
            "save_as": (self.tr("Save &as…"), partial(self.save_as, then)),
            "save_over": (self.tr("Save &over it"), partial(self._write, path, then)),
        }
        ask(self._window, "changed_file", (words, rule), answers)


def _saved(document: Document, path: Path, known: Stamp | None) -> Stamp | None:
    """Save, and return what the file is like then; None where it is another than was known, and is left as it is."""
    now = stamp(path)
    if known is not None and now is not None and now != known:
        return None
    save(document, path)
    return stamp(path)


def _folder() -> str:
    """Return where the last file was opened or saved, or else where a person's documents are."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return settings().get(FOLDER) or documents
