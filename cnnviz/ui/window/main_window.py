"""The main window: puts the parts together and passes on what they say."""

from __future__ import annotations

from functools import partial

from cnnviz.qt import (
    QCloseEvent,
    QDialog,
    QKeyEvent,
    QMainWindow,
    QResizeEvent,
    QShowEvent,
    Qt,
    QWidget,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import GEOMETRY, PANEL, settings
from cnnviz.ui.importing.opening import Opening
from cnnviz.ui.panels.setup.setup import Setup
from cnnviz.ui.panels.setup.setup_state import setup_state
from cnnviz.ui.panels.transport.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea
from cnnviz.ui.window import fitting
from cnnviz.ui.window.actions import connect, make_actions
from cnnviz.ui.window.changes_told import NewRounds, Refits
from cnnviz.ui.window.commands import (
    check_code,
    image_commands,
    leave_check,
    page_commands,
    refuse,
    session_commands,
    setting_uses,
    window_commands,
)
from cnnviz.ui.window.documents.documents import Documents
from cnnviz.ui.window.documents.panels import Panels
from cnnviz.ui.window.documents.title import Title
from cnnviz.ui.window.editing.copying import Copying
from cnnviz.ui.window.editing.hiding import Hiding
from cnnviz.ui.window.editing.image_editing import ImageEditing
from cnnviz.ui.window.editing.stage_editing import Editing
from cnnviz.ui.window.explaining.explaining import Explaining
from cnnviz.ui.window.fitting import fill_middle, fill_status_bar
from cnnviz.ui.window.job_progress import JobProgress
from cnnviz.ui.window.keyboard.keyboard import Keyboard
from cnnviz.ui.window.menus import ChapterMenu, FollowMenu, examples_menu
from cnnviz.ui.window.mode_buttons import ModeButtons
from cnnviz.ui.window.presenting.presentation import Parts, Presentation
from cnnviz.ui.window.settings.dressing import Dressing
from cnnviz.ui.window.settings.own_settings import OwnSettings
from cnnviz.ui.window.settings.setting_actions import SettingActions
from cnnviz.ui.window.status_line import StatusLine
from cnnviz.ui.window.wiring import ActionStates, connect_setup, connect_views


class MainWindow(QMainWindow):
    """Set-up, map, stage, formula and transport around one `Session`, or the example."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.session = session or Session(parent=self)
        self._settings = settings()
        self._dressing = Dressing(self)
        self.actions_by_id = make_actions(self)
        self._make_parts()
        self._lay_out()
        self._connect_actions()
        self._connect()
        self._restore()
        self._dress()
        self._listens = False
        self._listen(True)

    def _make_parts(self) -> None:
        whole = QWidget(self)
        self.setCentralWidget(whole)
        palette = self._dressing.palette
        self.setup = Setup(self.actions_by_id, palette, whole)
        self.work = WorkArea(self.actions_by_id, palette, self.session.clock, whole)
        self.stage, self.formula, self.map = self.work.stage, self.work.formula, self.work.map
        self._explaining = Explaining(self.session, self.stage, self.setup, self)
        self.explain = self._explaining.dock
        self.transport = Transport(self.actions_by_id, palette, whole)
        self._line = StatusLine(self)
        self._states = ActionStates(self.session, self.actions_by_id, palette, self)
        self._own = OwnSettings(self.session, self.transport, self)
        self._chosen = SettingActions(self.actions_by_id, setting_uses(self.session, self.work, self), self)
        self._keyboard = Keyboard(self, self.stage)
        self._progress = JobProgress(self.session, self._keyboard.hint, self)
        self._opening = Opening(self, self.session)
        self.documents = Documents(self.session, self._opening, Panels(self.setup, self.explain), self)
        self._editing = Editing(self.session, self.stage, self)
        self._image = ImageEditing(self.session, self.setup, self.actions_by_id, self)
        self._hiding = Hiding(self.session, self.work, self.actions_by_id, self)
        self._copying = Copying(self.session, self._image.has_keyboard, self)
        parts = Parts(self.work, self.transport, (self.setup, self.explain, self.statusBar(), self.menuBar()))
        self._presentation = Presentation(self, self.session, parts, self.actions_by_id)

    def _lay_out(self) -> None:
        row = (self.setup, self.work, self.explain)
        fill_middle(self.centralWidget(), row, self.work, self.transport)
        self.menuBar().insertMenu(self.menuBar().actions()[3], examples_menu(self.session, self))
        self._keyboard.know_menus(self.menuBar())
        self.menuBar().setCornerWidget(ModeButtons(self.actions_by_id, self.menuBar()))
        Title(self.documents.paper, self.menuBar(), self)
        fill_status_bar(self.statusBar(), self._line, self._keyboard.hint)

    def _connect_actions(self) -> None:
        filled = ("edit.copy_array", "play.chapters", "play.follow")
        arrays, chapters, follow = (self.actions_by_id[name].menu() for name in filled)
        commands = {
            **session_commands(self.session),
            **page_commands(self.session, self.actions_by_id["view.present"]),
            **image_commands(self._image, self._opening, self._copying, arrays),
            **window_commands(self, self.session, self.stage, self._own),
            **self.documents.commands(self.actions_by_id["file.open_recent"].menu()),
            **self._presentation.commands(),
            **self._explaining.commands(self.actions_by_id),
            **self._hiding.commands(),
            "play.toggle": self._hiding.space,
            "view.setup": self.setup.toggle,
            "play.chapters": ChapterMenu(self.session, chapters, self).fill,
            "play.follow": FollowMenu(self.session, follow).fill,
            **self._chosen.commands,
        }
        connect(self.actions_by_id, commands)

    def _connect(self) -> None:
        session = self.session
        self._dressing.text_changed.connect(self._fit_text)
        self._dressing.changed.connect(self._dress)
        session.experiment_changed.connect(self._on_experiment)
        session.frame_changed.connect(self._on_frame)
        connect_setup(self.setup, session, self._opening, self._progress, self.stage)
        connect_views(self.work, self.transport, session)
        session.jobs_changed.connect(self._on_jobs)
        self.setup.opened.connect(partial(self._settings.set, PANEL))
        session.refused.connect(partial(refuse, self))
        session.rounds_changed.connect(self._show_setup)
        self._explaining.told.connect(self._line.tell)
        self._explaining.menu_made.connect(self._hiding.add_to)
        self._explaining.menu_made.connect(self._copying.add_to)
        self._refits = Refits(session, self)
        self._opening.code_given.connect(partial(check_code, session, self))
        acting = (self._editing, self._image, self._opening, self._copying, self._progress)
        telling = (self._refits, self._explaining, NewRounds(session, self.map, self))
        for speaker in (*acting, *telling, self.work, self.documents):
            speaker.said.connect(self._line.say)

    def open(self, path: str) -> None:
        """Open a file as if it had been named on the command line."""
        self.documents.open_at_start(path)

    def protect(self) -> None:
        """Keep copies of what is not saved, and offer those that were left when the program died."""
        from cnnviz.ui.window.documents.recovering import protect  # a start does not wait for it

        protect(self, self.documents)

    def _listen(self, listens: bool) -> None:
        """Follow what belongs to the application, which a window does until it is closed."""
        if listens != self._listens:
            self._listens = listens
            for part in (self._dressing, self._chosen, self._keyboard):
                part.listen(listens)

    def _fit_text(self) -> None:
        fitting.fit_text(self.size(), self.setup, self.work, self.transport, self._keyboard.hint)

    def _dress(self) -> None:
        palette = self._dressing.palette
        self._states.set_palette(palette)
        self.work.set_palette(palette)
        self.transport.scrubber.set_palette(palette)
        self._image.set_palette(palette)
        self._on_experiment()
        self._on_frame(self.session.frame)

    def _on_experiment(self) -> None:
        session = self.session
        self._show_setup()
        self.work.show_run(session.timeline, session.options)
        self.transport.scrubber.set_timeline(session.timeline)

    def _show_setup(self) -> None:
        self.setup.show_state(
            setup_state(self.session, self._dressing.palette, can_resize=self._opening.can_resize)
        )

    def _on_jobs(self) -> None:
        """Have the plot of a training grow while it goes on."""
        if self.setup.part == "training":
            self._show_setup()

    def _on_frame(self, frame: Frame) -> None:
        self.work.show_frame(frame, self.session.options)
        self._line.show_frame(frame)
        self.transport.show_chapter(frame.chapter)
        self.transport.scrubber.set_index(frame.timeline.index(frame.position))
        self.setup.set_layer(frame.chapter.layer)

    def _restore(self) -> None:
        """Take up geometry and the open panel from the last time; where there is a window already, stand beside it."""
        fitting.fit_size(
            self.size(), self.work, self.transport, self._keyboard.hint
        )  # else it could not be made low
        fitting.restore(self, self._settings.get(GEOMETRY))
        self.setup.open(self._settings.get(PANEL))
        fitting.stand_beside(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the stage as much room as there is in a low window."""
        super().resizeEvent(event)
        fitting.fit_size(self.size(), self.work, self.transport, self._keyboard.hint)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the stage, so that Space plays at once."""
        super().showEvent(event)
        self._listen(True)
        self.stage.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was and leave nothing behind, when it is known what becomes of the document."""
        if not self.documents.may_close():
            event.ignore()
            return
        self.documents.close()
        self.session.close()
        if not self.isFullScreen():
            self._settings.set(GEOMETRY, fitting.remembered(self))
        self._settings.save()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._listen(False)
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Escape take away what the eye sees first, then stop a job, or go back to the stage from anywhere."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._presentation.lift():  # before what it covers
            return
        elif self.session.predicting:
            self.session.predict(False)
        elif not self._presentation.leave() and not self._progress.stop() and not leave_check(self):
            self.stage.setFocus()
