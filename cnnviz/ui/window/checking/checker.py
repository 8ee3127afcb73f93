"""Check my code from the choice of a file to the step where numbers part."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from cnnviz.checking.checked import ARRAYS, check
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.recognising import subjects_in
from cnnviz.checking.conventions.reading.signatures import contents_of
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.naming import own_words, place_of
from cnnviz.checking.on_stage import experiment_of, position_of
from cnnviz.checking.replaying import Replay, whole_of
from cnnviz.checking.report import Report
from cnnviz.checking.source import CannotRead, read_source
from cnnviz.experiment.document import Experiment
from cnnviz.explain.mistakes.over_passes import MistakeWay
from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import shown
from cnnviz.qt import QAction, QMainWindow, QObject, pyqtSignal
from cnnviz.run.options import RunOptions
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import FOLDER, settings
from cnnviz.ui.checking.asking import AskDialog
from cnnviz.ui.checking.bar import STAGE
from cnnviz.ui.checking.before import BeforeDialog
from cnnviz.ui.checking.settings_list import Row
from cnnviz.ui.dialogs.complaint import complain
from cnnviz.ui.dialogs.file_dialog import choose_file
from cnnviz.ui.window.checking.mode import CHECKS, CheckMode
from cnnviz.ui.window.status_line import StatusLine

_WAYS = ("follow", "sample", "input_gradient", "weight_gradient")
KINDS = ("Programs and notebooks (*.py *.ipynb)", "Arrays (*.npz *.npy)", "All files (*)")


def checker_of(session: Session, window: QMainWindow) -> Checker:
    """Return what checks solutions for a window, made when it is first asked for."""
    found = window.findChild(Checker)
    if isinstance(found, Checker):
        return found
    checker, line = Checker(session, window), window.findChild(StatusLine)
    if isinstance(line, StatusLine):
        checker.said.connect(line.say)
    return checker


class Checker(QObject):
    """Checks solutions for a window.

    Signals
    -------
    said : what came of it; where one has gone, and the numbers there
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._path = Path()
        self._named: dict[str, Meaning] = {}

    @cached_property
    def mode(self) -> CheckMode:
        """The parts of the window that show a check; there are none before one is begun."""
        mode = CheckMode(self._session, self._window)
        mode.bar.again_asked.connect(self.run)
        mode.bar.another_asked.connect(self.choose)
        mode.view.place_asked.connect(self.go)
        mode.said.connect(self.said)
        mode.changed.connect(self.show_state)
        presents = self._window.findChild(QAction, "view.present")
        if isinstance(presents, QAction):
            presents.toggled.connect(lambda on: mode.leave(keeps_numbers=True) if on else self._end())
        return mode

    @property
    def has_report(self) -> bool:
        """Whether something was checked that can be looked at again."""
        return "mode" in vars(self) and self.mode.view.report is not None

    def toggle(self) -> None:
        """Enter the mode with what was checked last, or begin with a file; leave it where one is in it."""
        if self.has_report:
            if not self.mode.leave():
                self.mode.enter()
                self.mode.view.settings.setFocus()
        else:
            self._begin()
        self.show_state()

    def again(self) -> None:
        """Run the same file again, as it stands now; choose one where none was run."""
        if self.has_report:
            self.run()
        else:
            self._begin()

    def _begin(self) -> None:
        """Say what has to be in a file, and let the person choose one."""
        dialog = BeforeDialog(self._window)
        dialog.accepted.connect(self.choose)
        dialog.open()

    def _end(self) -> None:
        """Come back from what was presented out of the mode."""
        if not self.mode.on and self._session.come_back():
            self._session.set_beside(None)

    def leave(self) -> bool:
        """Leave the mode, and return whether one was in it."""
        return "mode" in vars(self) and self.mode.leave()

    def show_state(self) -> None:
        """Have the action say whether the window is in this mode."""
        action = self._window.findChild(QAction, "learn.check_code")
        if isinstance(action, QAction):
            action.setChecked("mode" in vars(self) and self.mode.on)

    def choose(self) -> None:
        """Let the person choose a file."""
        wanted = self.tr("Check my code: a file with your own conv_backward, or with any other pass")
        choose_file(self._window, wanted, KINDS, settings().get(FOLDER), self.open)

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
        work = partial(check, self._path, self._session.document.experiment, dict(self._named))
        title, words = f"{CHECKS}{name}", self.tr("Checking {0}").format(name)
        job = Job(title, work, self.show_report, self._fail, self.mode.give_up, words=lambda: words)
        self.mode.wait(name)
        self._session.jobs.start(job)

    def show_report(self, report: Report) -> None:
        """Show what came of it."""
        if report.cannot:
            self._fail(report.cannot)
        else:
            self.mode.show_report(report)

    def go(self, parting: Parting, row: Row, way: MistakeWay | None = None) -> None:
        """Go to the step where numbers part: in the open run, else in one of the setting, until one leaves.

        The stage comes into the middle, with the learner's numbers in the lens.
        """
        session, layer = self._session, parting.tried.setting.layer
        own = session.document
        if layer is not None:
            plain = RunOptions(sample=parting.sample)  # all filters in turn, as the steps were counted
            options = replace(own.options, **{name: getattr(plain, name) for name in _WAYS})
            experiment: Experiment | None = own.experiment
        else:
            experiment, options = experiment_of(parting), RunOptions()
        if experiment is None or not session.visit(experiment, options):
            return
        position = position_of(parting, session.timeline, layer)
        if position is None and layer is None:
            session.come_back()
            return
        if position is not None:
            session.seek(position)
        chapter = session.frame.chapter
        if position is not None:
            whole = whole_of(parting, chapter, row.examined.adapter.layouts)
            session.set_beside(Replay(chapter, whole, way))
        self.mode.show_page(STAGE)
        self.said.emit(self._told(parting))

    def _told(self, parting: Parting) -> str:
        """Return in a sentence where one has gone, and which numbers part there."""
        chapter, target = self._session.frame.chapter, parting.target
        place = place_of(parting)
        if target is not None and target.array in chapter.info:
            place = cell_text(target, chapter)
            place += own_words(
                parting.array.name, chapter.info[target.array].place(target.index), parting.cell
            )
        numbers = self.tr("At {0} yours is {1}, the engine's {2}")
        return numbers.format(place, shown(parting.theirs), shown(parting.right))

    def _fail(self, sentence: str) -> None:
        self.mode.give_up()
        self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        complain(sentence if sentence.endswith(".") else f"{sentence}.", self._window)
