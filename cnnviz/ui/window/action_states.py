"""What some actions are called, and whether they can be done, goes along with the session and the theme."""

from collections.abc import Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QAction, QObject
from cnnviz.session.session import Session
from cnnviz.ui.icons import icon
from cnnviz.ui.plain import in_menu
from cnnviz.ui.window.actions import dress


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
        if palette is not self._palette:
            self._dress(palette)

    def _dress(self, palette: Palette) -> None:
        self._palette = palette
        dress(self._actions, palette)
        action = self._actions["view.theme"]
        action.setText(self.tr("&Light theme") if palette.dark else self.tr("&Dark theme"))
        action.setIcon(icon("sun" if palette.dark else "moon", palette))
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
