"""Check my code from the choice of a file to the step where numbers part."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from cnnviz.application import text_pixels
from cnnviz.checking.checked import ARRAYS, check
from cnnviz.checking.conventions.names import Meaning
from cnnviz.checking.conventions.recognising import subjects_in
from cnnviz.checking.conventions.signatures import contents_of
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.on_stage import experiment_of, position_of
from cnnviz.checking.report import Report
from cnnviz.checking.source import CannotRead, read_source
from cnnviz.explain.mistakes.over_passes import Way
from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import shown
from cnnviz.gallery.examples import Example
from cnnviz.qt import QLabel, QMainWindow, QObject, QWidget, pyqtSignal
from cnnviz.run.options import RunOptions
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import FOLDER, settings
from cnnviz.ui.checking.asking import AskDialog
from cnnviz.ui.checking.beside import Beside
from cnnviz.ui.checking.report_dialog import ReportDialog
from cnnviz.ui.checking.settings_list import SHORT
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.dialogs.file_dialog import choose_file

KINDS = ("Programs and notebooks (*.py *.ipynb)", "Arrays (*.npz *.npy)", "All files (*)")
_HIGH_ENOUGH = 720  # pixels that a window has to have for numbers beneath its stage


def checker_of(session: Session, window: QMainWindow, put_beneath: Callable[[QWidget], object]) -> Checker:
    """Return what checks solutions for a window, made when it is first asked for; it puts numbers beneath the stage."""
    found = window.findChild(Checker)
    if isinstance(found, Checker):
        return found
    checker, place = Checker(session, window, put_beneath), window.findChild(QLabel, "place")
    if isinstance(place, QLabel):
        checker.said.connect(place.setText)
    return checker


class Checker(QObject):
    """Checks solutions for a window.

    Signals
    -------
    said : where one has gone, and the numbers there
    """

    said = pyqtSignal(str)

    def __init__(
        self, session: Session, window: QMainWindow, put_beneath: Callable[[QWidget], object]
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._put_beneath = session, window, put_beneath
        self._path = Path()
        self._named: dict[str, Meaning] = {}
        self._dialog: ReportDialog | None = None

    def choose(self) -> None:
        """Let the person choose a file; a report that made way comes back instead, with a button for it."""
        if self._dialog is not None and self._dialog.isHidden():
            self.come_back()
            return
        choose_file(self._window, self.tr("Check my code"), KINDS, settings().get(FOLDER), self.open)

    def open(self, path: str) -> None:
        """Say of a file that it will be run, and how it was understood; arrays are compared at once."""
        self._path, self._named = Path(path), {}
        settings().set(FOLDER, str(self._path.resolve().parent))
        if self._path.suffix.lower() in ARRAYS:
            self.run()
            return
        try:
            source = read_source(self._path)
        except CannotRead as error:
            complain(str(error) + ".", self._window)
            return
        subjects = subjects_in(contents_of(source.text))
        if not subjects:
            self.run()  # it says what is missing, and runs nothing
            return
        dialog = AskDialog(source.name, subjects, self._window)
        dialog.agreed.connect(self._run_as)
        dialog.open()

    def _run_as(self, named: dict[str, Meaning]) -> None:
        self._named = named
        self.run()

    def run(self) -> None:
        """Run it, as a job that can be stopped, on the experiment that is open too."""
        name = self._path.name
        work = partial(check, self._path, self._session.experiment, dict(self._named))
        title, words = self.tr("check {0}").format(name), self.tr("Checking {0}").format(name)
        self._session.jobs.start(Job(title, work, self.show_report, self._complain, words=lambda: words))

    def show_report(self, report: Report) -> None:
        """Show what came of it."""
        if report.cannot:
            self._complain(report.cannot)
            return
        if self._dialog is not None:
            self._dialog.close()
        self._dialog = dialog = ReportDialog(report, self.run, self.choose, self._window)
        dialog.place_asked.connect(self.go)
        dialog.finished.connect(self._forget)
        dialog.show()

    def come_back(self) -> None:
        """Show the report again from which one has gone to a step."""
        if self._dialog is not None:
            self._dialog.show()
            self._dialog.raise_()
            self._dialog.activateWindow()

    def _forget(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None

    @cached_property
    def _beside(self) -> Beside:
        beside = Beside(self._session, self._window)
        beside.report_asked.connect(self.come_back)
        self._put_beneath(beside)
        return beside

    def go(self, parting: Parting, way: Way | None = None) -> None:
        """Go to the step where numbers part: in the open run, else in one of the setting, which undo takes back.

        The report makes way for the stage.
        """
        session, layer = self._session, parting.tried.setting.layer
        session.player.pause()
        if layer is not None:
            position = position_of(parting, session.timeline, layer)
            if position is not None:
                session.seek(position)
        else:
            experiment = experiment_of(parting)
            if experiment is None or parting.kind is None:
                return
            title = self.tr("“{0}”, where yours parts").format(parting.tried.setting.name)
            key, step = parting.kind.value, parting.step or 0
            session.open_example(Example("check", title, lambda: experiment, key, step, RunOptions()))
        if self._dialog is not None:
            self._dialog.hide()
        self._window.activateWindow()
        if self._window.height() >= text_pixels(_HIGH_ENOUGH):
            self._beside.follow(way)
        numbers, chapter = self.tr("At {0} yours is {1}, the engine's {2}"), session.frame.chapter
        known = parting.target is not None and parting.target.array in chapter.info
        place = cell_text(parting.target, chapter) if known and parting.target else SHORT[parting.array.name]
        self.said.emit(numbers.format(place, shown(parting.theirs), shown(parting.right)))

    def _complain(self, sentence: str) -> None:
        complain(sentence if sentence.endswith(".") else f"{sentence}.", self._window)
