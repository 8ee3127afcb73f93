"""What is asked for in the parts of a window goes to its session, and its actions go along with that."""

from collections.abc import Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QAction, QObject, QWidget
from cnnviz.session.session import Session
from cnnviz.ui.appearance import appearance
from cnnviz.ui.icons import icon
from cnnviz.ui.importing.opening import Opening
from cnnviz.ui.panels.setup.setup import Setup
from cnnviz.ui.panels.transport.transport import Transport
from cnnviz.ui.panels.work_area import WorkArea
from cnnviz.ui.plain import in_menu
from cnnviz.ui.window.actions import dress
from cnnviz.ui.window.job_progress import JobProgress
from cnnviz.ui.window.learned import Learned, go_to_way

_TO_THEME = {"light": "Light theme", "dark": "&Dark theme", "high_contrast": "High contrast theme"}


def connect_setup(
    setup: Setup, session: Session, opening: Opening, progress: JobProgress, home: QWidget
) -> None:
    """Do what is asked for in the set-up; when it, or what is on its way, has done with the keyboard, it is at home."""
    setup.edited.connect(session.ask)
    setup.filter_chosen.connect(session.follow)
    setup.resize_asked.connect(opening.resize)
    setup.target_asked.connect(opening.ask_target)
    setup.rounds_asked.connect(session.train)
    setup.round_chosen.connect(session.go_to_round)
    setup.go_on_asked.connect(session.go_on)
    setup.lesson_asked.connect(session.teach)
    setup.stop_asked.connect(progress.stop)
    setup.way_asked.connect(lambda: go_to_way(session))
    for part in (setup, progress):
        part.left.connect(home.setFocus)


def connect_views(work: WorkArea, transport: Transport, session: Session) -> None:
    """Go where is asked for on the stage and around it."""
    work.ways.way_chosen.connect(lambda option, way: session.set_options(**{option: way}))
    work.map.chapter_chosen.connect(session.go_to_chapter)
    work.stage.filter_chosen.connect(session.follow)
    Learned(session, work)
    transport.scrubber.sought.connect(lambda index: session.seek(session.timeline.at(index)))
    transport.grain_chosen.connect(session.set_grain)
    transport.speed_chosen.connect(session.player.set_speed)


class ActionStates(QObject):
    """Keeps undo, redo, play and the theme's action as they have to be."""

    def __init__(
        self, session: Session, actions: Mapping[str, QAction], palette: Palette, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self._words = {"edit.undo": self.tr("&Undo"), "edit.redo": self.tr("&Redo")}
        session.undo_changed.connect(self._show_undo)
        session.player.playing_changed.connect(self._show_playing)
        self._dress(palette)
        self._show_undo()

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's ink, and offer the other theme."""
        if (palette, appearance().other) != (self._palette, self._other):
            self._dress(palette)

    def _dress(self, palette: Palette) -> None:
        self._palette, self._other = palette, appearance().other
        dress(self._actions, palette)
        action = self._actions["view.theme"]
        action.setText(self.tr(_TO_THEME[self._other.name]))
        action.setIcon(icon("moon" if self._other.dark else "sun", palette))
        self._show_playing(self._session.player.playing)

    def _show_playing(self, playing: bool) -> None:
        action = self._actions["play.toggle"]
        action.setText(self.tr("&Pause") if playing else self.tr("&Play"))
        action.setIcon(icon("pause" if playing else "play", self._palette, "accent_text"))

    def _show_undo(self) -> None:
        stack = self._session.undo_stack
        for name, can, text in (
            ("edit.undo", stack.canUndo(), stack.undoText()),
            ("edit.redo", stack.canRedo(), stack.redoText()),
        ):
            self._actions[name].setEnabled(can)
            self._actions[name].setText(f"{self._words[name]} {in_menu(text)}".strip())
