"""Exporting what a session shows: the dialog, the file, and the job that writes it."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from pathlib import Path

from cnnviz.explain.words import sentence
from cnnviz.export.formats import Format, format_of
from cnnviz.export.rendering import save
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.worksheet import MOST_SEED, questions
from cnnviz.importing.sentences import file_name, full_path
from cnnviz.qt import QMainWindow, QObject, QStandardPaths, pyqtSignal
from cnnviz.saving import plain_name
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import FOLDER, settings
from cnnviz.storage import Document
from cnnviz.storage.files import absolute
from cnnviz.ui.appearance import appearance
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.dialogs.file_dialog import choose_place
from cnnviz.ui.exporting.export_dialog import ExportDialog


class Exporting(QObject):
    """Writes what is open as files of other kinds.

    Parameters
    ----------
    document : returns what is open now
    name : returns what it is called

    Signals
    -------
    said : what was done, or is being done
    """

    said = pyqtSignal(str)

    def __init__(
        self,
        session: Session,
        document: Callable[[], Document],
        name: Callable[[], str],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session, self._document, self._name, self._window = session, document, name, window
        self._suffix = ".png"

    def ask(self) -> None:
        """Let a person choose what is written, and where."""
        self._session.player.pause()
        subject = self._subject()
        dialog = ExportDialog(subject, appearance().palette, self._suffix, self._window)
        dialog.chosen.connect(lambda form, options: self._choose_place(subject, form, options))
        dialog.open()

    def ask_worksheet(self) -> None:
        """Let a person choose a sheet, and what becomes of it."""
        from cnnviz.ui.exporting.worksheet_dialog import WorksheetDialog

        self._session.player.pause()
        subject, form = self._subject(), format_of(".pdf")
        dialog = WorksheetDialog(subject, appearance().palette, random.randint(1, MOST_SEED), self._window)
        dialog.saved.connect(lambda options: self._choose_place(subject, form, options))
        dialog.printed.connect(lambda options: self._print(subject, options))
        dialog.open()

    def _print(self, subject: Subject, options: ExportOptions) -> None:
        try:
            from cnnviz.ui.exporting.printing import print_sheets

            print_sheets(questions(subject, options), options, self._window)
        except ImportError:
            complain(self.tr("This Qt cannot print: save the sheet as PDF, and print that."), self._window)

    def _subject(self) -> Subject:
        session = self._session
        return Subject(self._document(), session.timeline, Path(self._name()).stem, session.known)

    def _choose_place(self, subject: Subject, form: Format, options: ExportOptions) -> None:
        if not options.worksheet:
            self._suffix = form.suffix
        kinds = [f"{form.name} (*{form.suffix})", self.tr("All files (*)")]
        place = Path(_folder(), f"{proposed(subject, form, options)}{form.suffix}")
        choose_place(
            self._window,
            self.tr("Export"),
            kinds,
            str(place),
            form.suffix.removeprefix("."),
            lambda path: self.write(absolute(path), form, options, subject),
        )

    def write(self, path: Path, form: Format, options: ExportOptions, subject: Subject | None = None) -> None:
        """Write a file of what was open when it was asked for, or of what is open now."""
        subject = subject or self._subject()
        title = self.tr("export {0}").format(file_name(path))
        words = self.tr("Writing {0}").format(file_name(path))

        def pieces() -> Generator[float, None, None]:
            content = yield from form.pieces(subject, options)
            written(content, path)

        def work() -> None:
            own = Subject(subject.document, None, subject.name, subject.known)  # off the GUI thread
            written(form.make(own, options), path)

        def done(_: object) -> None:
            settings().set(FOLDER, str(path.parent))
            self.said.emit(self.tr("Exported {0}").format(full_path(path)))

        def failed(reason: str) -> None:
            complain(sentence(reason), self._window)

        job = Job(title, work, done, failed, words=lambda: words)
        self._session.jobs.start(job._replace(work=None, pieces=pieces) if form.draws else job)


def written(content: bytes, path: Path) -> None:
    """Write a file, or raise ValueError with one sentence."""
    try:
        save(content, path)
    except OSError as error:
        raise ValueError(str(error)) from error


def proposed(subject: Subject, form: Format, options: ExportOptions) -> str:
    """Return what a file may be called: after the document, and the part of the run that it shows."""
    parts = [subject.name or "experiment", *(["worksheet"] if options.worksheet else [])]
    if options.chapter is not None and options.chapter != "all":
        parts.append(options.chapter)
        if options.steps is not None and not form.many:
            parts.append(str(options.steps[1]))
    if options.array:
        parts.append(options.array)
    return plain_name("-".join(parts), 80)


def _folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return settings().get(FOLDER) or documents
