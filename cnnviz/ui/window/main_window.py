"""The main window: puts the parts together and passes on what they say."""

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PyQt5.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from cnnviz.canvas.palette import Palette
from cnnviz.explain.words import place
from cnnviz.run.frame import Frame
from cnnviz.run.timeline import Grain, Position
from cnnviz.session.session import Session
from cnnviz.session.settings import GEOMETRY, REDUCED_MOTION, SPEED, THEME, Settings
from cnnviz.ui import theme
from cnnviz.ui.icons import icon
from cnnviz.ui.importing.opening import Opening
from cnnviz.ui.panels.setup_panel import SetupPanel
from cnnviz.ui.panels.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea, flat_button
from cnnviz.ui.window import fitting
from cnnviz.ui.window.actions import dress, make_actions
from cnnviz.ui.window.commands import callbacks
from cnnviz.ui.window.copying import Copying
from cnnviz.ui.window.examples_menu import examples_menu
from cnnviz.ui.window.image_editing import ImageEditing
from cnnviz.ui.window.key_hint import KeyHint
from cnnviz.ui.window.keys import KeyGuard
from cnnviz.ui.window.stage_editing import Editing

_GLIDE = 160  # milliseconds from one step to the next
_LOW = 760  # pixels; a lower window leaves out what can be left out


class MainWindow(QMainWindow):
    """Set-up, pipeline, stage, formula and transport around one `Session`."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("cnnviz")
        self.session = session or Session(parent=self)
        self._settings = Settings()
        self._palette = theme.chosen(self._settings.get(THEME))
        self.actions_by_id = make_actions(self, callbacks(self))
        self.opening = Opening(self, self.session, self._settings, self._palette)
        self._guard = KeyGuard(self)
        theme.apply(self._palette)  # before there are widgets that it would have to go through
        self._make_parts()
        self._lay_out()
        self._connect()
        self._restore()
        self._show_undo()
        self.set_palette(self._palette)

    def _make_parts(self) -> None:
        self.setup = SetupPanel(self.actions_by_id, self._palette, self)
        self.work = WorkArea(self.actions_by_id, self._palette, self)
        self.stage, self.formula, self.pipeline = self.work.stage, self.work.formula, self.work.pipeline
        self.transport = Transport(self.actions_by_id, self._palette, self)
        self._place = QLabel(self)
        self._place.setObjectName("place")
        self._place.setMinimumWidth(1)  # so that no text of it, one for each step, lays the window out anew
        self.copying = Copying(self.session, self.setup.image, self._palette, self)
        self._editing = Editing(self.session, self.stage, self)
        self.image = ImageEditing(self.session, self.setup.image, self.actions_by_id, self)

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.setup)
        upper.addWidget(self.work, 1)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(upper, 1)
        rows.addWidget(self.transport)
        self.setCentralWidget(whole)
        self.menuBar().insertMenu(self.menuBar().actions()[3], examples_menu(self.session, self))
        self.menuBar().setCornerWidget(flat_button(self.actions_by_id["view.theme"], self))
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._place, 1)
        self.statusBar().addPermanentWidget(KeyHint(self.setup, self))

    def _connect(self) -> None:
        session = self.session
        session.experiment_changed.connect(self._on_experiment)
        session.frame_changed.connect(self._on_frame)
        session.grain_changed.connect(self.transport.show_grain)
        session.undo_stack.indexChanged.connect(self._show_undo)
        session.player.playing_changed.connect(self._show_play_icon)
        session.player.speed_changed.connect(self._on_speed)
        self.setup.edited.connect(session.edit)
        self.setup.filter_chosen.connect(session.follow)
        self.setup.resize_asked.connect(self.opening.resize)
        self.setup.left.connect(self.stage.setFocus)
        self.setup.loss.target_asked.connect(self.opening.ask_target)
        self.setup.training.rounds_asked.connect(self._train)
        self.setup.training.round_chosen.connect(session.go_to_round)
        session.rounds_changed.connect(self._on_rounds)
        self.work.ways.way_chosen.connect(lambda setting, way: session.set_options(**{setting: way}))
        self.pipeline.chapter_chosen.connect(lambda chapter: session.seek(Position(chapter, 0)))
        for part in (self._editing, self.image, self.opening, self.copying):
            part.said.connect(self._place.setText)
        self.stage.filter_chosen.connect(session.follow)
        self.work.channels.chosen.connect(session.follow)
        self.transport.scrubber.sought.connect(lambda index: session.seek(session.timeline.at(index)))
        self.transport.grain_chosen.connect(session.set_grain)
        self.transport.speed_chosen.connect(session.player.set_speed)

    def open(self, path: str) -> None:
        """Open a file as if it had been named on the command line."""
        self.opening.open_at_start(path)

    def toggle_theme(self) -> None:
        """Dress the window in the other theme, and remember it."""
        self.set_palette(theme.other(self._palette), remember=True)

    def set_palette(self, palette: Palette, *, remember: bool = False) -> None:
        """Dress the window in a theme."""
        self._palette = self.opening.palette = self.copying.palette = palette
        if remember:
            self._settings.set(THEME, palette.name)
        theme.apply(palette)
        dress(self.actions_by_id, palette)
        self._show_play_icon(self.session.player.playing)
        action = self.actions_by_id["view.theme"]
        action.setText(self.tr("&Light theme") if palette.dark else self.tr("&Dark theme"))
        action.setIcon(icon("sun" if palette.dark else "moon", palette))
        self.work.set_palette(palette)
        self.transport.scrubber.set_palette(palette)
        self.image.set_palette(palette)
        self._on_experiment()
        self._on_rounds()
        self._on_frame(self.session.frame)

    def _on_experiment(self) -> None:
        session = self.session
        self.setup.show_experiment(
            session.experiment,
            session.followed,
            self._palette,
            session.timeline.loss,
            can_resize=self.opening.can_resize,
        )
        self.work.show_run(session.timeline, session.experiment.most_channels, session.options)
        self.transport.scrubber.set_timeline(session.timeline)

    def _on_frame(self, frame: Frame) -> None:
        self.work.show_frame(frame, self.session.options)
        self._place.setText(place(frame))
        self.transport.scrubber.set_index(frame.timeline.index(frame.position))
        self.setup.set_layer(frame.chapter.layer)

    def _on_rounds(self) -> None:
        session = self.session
        losses = [known.loss for known in session.rounds]
        self.setup.training.show_rounds(losses, session.round, self._palette)

    def _train(self, rounds: int) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.session.train(rounds)
        finally:
            QApplication.restoreOverrideCursor()

    def _show_play_icon(self, playing: bool) -> None:
        action = self.actions_by_id["play.toggle"]
        action.setText(self.tr("&Pause") if playing else self.tr("&Play"))
        action.setIcon(icon("pause" if playing else "play", self._palette, "accent_text"))

    def _on_speed(self, speed: float) -> None:
        self._settings.set(SPEED, speed)
        self.transport.show_speed(speed)
        self._set_motion()

    def _set_motion(self) -> None:
        """Let frames glide where that is wanted and there is time for it."""
        reduced = self._settings.get(REDUCED_MOTION) or self.session.player.speed * _GLIDE > 1000
        self.stage.motion = 0 if reduced else _GLIDE

    def _show_undo(self, _: int = 0) -> None:
        stack = self.session.undo_stack
        for name, can, text in (
            ("edit.undo", stack.canUndo(), stack.undoText()),
            ("edit.redo", stack.canRedo(), stack.redoText()),
        ):
            word = self.tr("&Undo") if name == "edit.undo" else self.tr("&Redo")
            self.actions_by_id[name].setEnabled(can)
            self.actions_by_id[name].setText(f"{word} {text}".strip())

    def present(self) -> None:
        """Show stage and transport only, or everything again."""
        on = self.actions_by_id["view.present"].isChecked()
        self.work.set_presenting(on)
        for part in (self.setup, self.statusBar(), self.menuBar()):
            part.setVisible(not on)
        full = Qt.WindowState.WindowFullScreen  # a bit of its own: what was maximised is so again afterwards
        self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)

    def reduce_motion(self) -> None:
        """Let frames glide, or not."""
        self._settings.set(REDUCED_MOTION, self.actions_by_id["view.reduce_motion"].isChecked())
        self._set_motion()

    def _restore(self) -> None:
        """Take up geometry, speed and motion from the last time."""
        fitting.restore(self, self._settings.get(GEOMETRY))
        self.actions_by_id["view.reduce_motion"].setChecked(self._settings.get(REDUCED_MOTION))
        self.session.player.set_speed(self._settings.get(SPEED))
        self.transport.show_speed(self.session.player.speed)
        self.transport.show_grain(Grain.STEP)
        self._set_motion()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the stage as much room as there is in a low window."""
        super().resizeEvent(event)
        compact = event.size().height() < _LOW
        self.work.set_compact(compact)
        self.transport.setFixedHeight(66 if compact else 74)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the stage, so that Space plays at once."""
        super().showEvent(event)
        self.stage.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was."""
        self.session.player.pause()
        if not self.isFullScreen():
            self._settings.set(GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the presentation with Escape, or go back to the stage from anywhere."""
        present = self.actions_by_id["view.present"]
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif present.isChecked():
            present.trigger()
        else:
            self.stage.setFocus()
