"""What each action does to the parts of its window."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QAction, QMainWindow, QMenu, QObject, QWidget
from cnnviz.run.timeline import Grain
from cnnviz.session.session import Session
from cnnviz.session.settings.setting import Setting
from cnnviz.session.settings.settings import (
    DECIMALS,
    LENS,
    MAP,
    ONE_SCALE,
    PRESENTER_KEYS,
    REDUCED_MOTION,
)
from cnnviz.ui.appearance import appearance
from cnnviz.ui.importing.opening import Opening
from cnnviz.ui.panels.work_area import WorkArea
from cnnviz.ui.window.editing.copying import Copying
from cnnviz.ui.window.editing.image_editing import ImageEditing
from cnnviz.ui.window.settings.dressing import Motion, presents_steps
from cnnviz.ui.window.settings.own_settings import OwnSettings

Command = Callable[[], object]

_FASTER = 1.25
_PAGES = ("play.next", "play.next_chapter"), ("play.previous", "play.previous_chapter")
_ALL_OF_IMAGE = ("clear", "invert", "random", "normal", "left", "up", "down", "right", "grey", "colour")


def session_commands(session: Session) -> Mapping[str, Command]:
    """Return what is done to a session: undo, and where one goes in the run."""
    player = session.player
    return {
        "edit.undo": session.undo,
        "edit.redo": session.redo,
        "play.toggle": session.toggle,
        "play.next": lambda: session.move(1),
        "play.previous": lambda: session.move(-1),
        "play.next_row": lambda: session.move_rows(1),
        "play.previous_row": lambda: session.move_rows(-1),
        "play.first": session.go_to_start,
        "play.last": lambda: session.seek(session.timeline.last),
        "play.grain": partial(_change_grain, session),
        "play.faster": lambda: player.set_speed(player.speed * _FASTER),
        "play.slower": lambda: player.set_speed(player.speed / _FASTER),
    }


def _change_grain(session: Session) -> None:
    grains = list(Grain)
    session.set_grain(grains[(grains.index(session.grain) + 1) % len(grains)])


def image_commands(
    image: ImageEditing, opening: Opening, copying: Copying, arrays: QMenu
) -> Mapping[str, Command]:
    """Return what is done to the image, and how it and other arrays come and go; those that can go fill `arrays`."""
    return {
        "edit.copy": copying.copy,
        "edit.copy_array": partial(copying.fill, arrays),
        "edit.paste": opening.paste,
        "image.draw": image.draw,
        "image.new": image.ask_new,
        "image.resize": image.ask_size,
        **{f"image.{key}": partial(image.change, key) for key in _ALL_OF_IMAGE},
    }


def window_commands(
    window: QMainWindow, session: Session, stage: Stage, own: OwnSettings
) -> Mapping[str, Command]:
    """Return what shows something else in a window, or over it."""
    return {
        "file.new_window": partial(_open_another, window),
        "file.samples": partial(_choose_sample, session, window),
        "file.quit": _quit,
        "view.zoom_in": lambda: stage.zoom(1),
        "view.zoom_out": lambda: stage.zoom(-1),
        "view.fit": lambda: stage.zoom(0),
        "view.theme": appearance().toggle,
        "edit.preferences": partial(_show_preferences, window, own),
        "learn.check_code": partial(check_code, session, window),
        "learn.check_again": partial(_check_again, session, window),
        "help.keys": partial(_show_keys, window),
        "help.about": partial(_show_about, window),
    }


def setting_uses(
    session: Session, work: WorkArea, parent: QObject
) -> Mapping[Setting, Callable[[Any], object]]:
    """Return what a window does with the values of settings."""
    return {
        DECIMALS: session.set_decimals,
        ONE_SCALE: session.set_one_scale,
        LENS: work.stage.set_lens,
        MAP: work.set_map,
        REDUCED_MOTION: Motion(session.player, work.stage, work.map, parent).renew,
        PRESENTER_KEYS: _page_tips(parent),
    }


def _choose_sample(session: Session, window: QWidget) -> None:
    from cnnviz.ui.importing.samples_dialog import choose_sample  # a start does not wait for it

    choose_sample(session, window)


def check_code(session: Session, window: QMainWindow, path: str = "") -> None:
    """Check somebody's own code: that of a file, or of one that is chosen; leave what came of it, or come back."""
    from cnnviz.ui.window.checking.checker import checker_of  # a start does not wait for it

    checker = checker_of(session, window)
    if path:
        checker.open(path)
    else:
        checker.toggle()


def _check_again(session: Session, window: QMainWindow) -> None:
    """Run again what was checked last, or let a file be chosen where nothing was."""
    from cnnviz.ui.window.checking.checker import checker_of

    checker_of(session, window).again()


def leave_check(window: QMainWindow) -> bool:
    """Leave what came of a check, and return whether it was shown."""
    action = window.findChild(QAction, "learn.check_code")
    shown = isinstance(action, QAction) and action.isChecked()
    if shown and isinstance(action, QAction):
        action.trigger()
    return shown


def _show_keys(window: QWidget) -> None:
    from cnnviz.ui.dialogs.keys_dialog import KeysDialog  # a start does not wait for it
    from cnnviz.ui.window.key_groups import key_groups

    actions = {action.objectName(): action for action in window.findChildren(QAction)}
    KeysDialog(key_groups(actions), window).open()


def _open_another(window: QMainWindow) -> None:
    from cnnviz.ui.window.documents.windows import open_another

    open_another(window)


def _quit() -> None:
    from cnnviz.ui.window.documents.windows import quit_all

    quit_all()


def _show_about(window: QWidget) -> None:
    from cnnviz.ui.dialogs.about import show_about

    show_about(window)


def _show_preferences(window: QWidget, own: OwnSettings) -> None:
    from cnnviz.ui.dialogs.preferences import Preferences

    dialog = Preferences(window)
    dialog.chosen.connect(own.use)
    dialog.open()


def page_commands(session: Session, present: QAction) -> Mapping[str, Command]:
    """Return what Page Down and Page Up do: by chapters, but in a presentation as a presenter's keys are set."""

    def turn(by: int) -> None:
        (session.move if present.isChecked() and presents_steps() else session.move_chapters)(by)

    return {"play.next_chapter": partial(turn, 1), "play.previous_chapter": partial(turn, -1)}


def _page_tips(window: QObject) -> Callable[[object], None]:
    """Return what has the tips of steps and chapters say which keys go there, as they are set; also as one presents."""
    names = ("view.present", *(name for pair in _PAGES for name in pair))
    actions = {name: action for name in names if (action := window.findChild(QAction, name)) is not None}
    present = actions["view.present"]

    def renew(_: object) -> None:
        for step, chapter in _PAGES:
            own, page = (actions[name].shortcut().toString() for name in (step, chapter))
            steps = present.isChecked() and presents_steps()
            for name, keys in ((step, f"{own}, {page}" if steps else own), (chapter, "" if steps else page)):
                words = actions[name].text().replace("&", "")
                actions[name].setToolTip(f"{words} ({keys})" if keys else words)

    present.toggled.connect(renew)
    return renew


def refuse(window: QWidget, reason: str) -> None:
    """Say why something is not done."""
    from cnnviz.explain.words import sentence
    from cnnviz.ui.dialogs.complaint import complain

    complain(sentence(reason), window)
