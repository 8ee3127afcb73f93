"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.ui.drawing.changes import CHANGES

if TYPE_CHECKING:
    from cnnviz.ui.window.main_window import MainWindow

_FASTER = 1.25


def callbacks(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return what to call for each action, by its id; the window's parts are looked up when it is called."""
    session = window.session
    return {
        "file.open": lambda: window.opening.ask(),
        "file.samples": lambda: _choose_sample(window),
        "file.quit": window.close,
        "edit.undo": session.undo_stack.undo,
        "edit.redo": session.undo_stack.redo,
        "edit.copy": lambda: window.copying.copy(),
        "edit.copy_array": lambda: window.copying.fill(window.actions_by_id["edit.copy_array"].menu()),
        "edit.paste": lambda: window.opening.paste(),
        "image.draw": lambda: window.image.draw(),
        "image.new": lambda: window.image.ask_new(),
        "image.resize": lambda: window.image.ask_size(),
        **{f"image.{key}": partial(_change, window, key) for key in CHANGES},
        "play.toggle": session.toggle,
        "play.next": lambda: session.move(1),
        "play.previous": lambda: session.move(-1),
        "play.next_row": lambda: session.move_rows(1),
        "play.previous_row": lambda: session.move_rows(-1),
        "play.first": lambda: session.seek(session.timeline.first),
        "play.last": lambda: session.seek(session.timeline.last),
        "play.next_chapter": lambda: session.move_chapters(1),
        "play.previous_chapter": lambda: session.move_chapters(-1),
        "play.faster": lambda: session.player.set_speed(session.player.speed * _FASTER),
        "play.slower": lambda: session.player.set_speed(session.player.speed / _FASTER),
        "view.zoom_in": lambda: window.stage.zoom(1),
        "view.zoom_out": lambda: window.stage.zoom(-1),
        "view.fit": lambda: window.stage.zoom(0),
        "view.theme": window.toggle_theme,
        "view.present": window.present,
        "view.reduce_motion": window.reduce_motion,
        "help.about": lambda: _show_about(window),
    }


def _choose_sample(window: MainWindow) -> None:
    from cnnviz.ui.importing.samples_dialog import choose_sample  # a start does not wait for it

    choose_sample(window.session, window.opening.palette, window)


def _show_about(window: MainWindow) -> None:
    from cnnviz.ui.dialogs.about import show_about

    show_about(window)


def _change(window: MainWindow, key: str) -> None:
    window.image.change(key)
