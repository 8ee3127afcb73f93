"""Two windows at once, for the tests of what belongs to each and what to both."""

from dataclasses import replace

from PyQt5.QtCore import QPoint
from PyQt5.QtWidgets import QDialog
from ui_tools import give_keyboard


def work_in(window):
    give_keyboard(window)
    window.stage.setFocus()


def state(window):
    """Return what a person sees of a window's work, and how the window stands."""
    session = window.session
    return {
        "experiment": session.experiment,
        "position": session.position,
        "playing": session.player.playing,
        "speed": session.player.speed,
        "undo": (session.undo_stack.index(), session.undo_stack.count()),
        "zoom": window.stage.transform(),
        "cell": window.stage.cell_rect(next(iter(session.frame.step.writes))),
        "full screen": window.isFullScreen(),
        "dialogs": [one for one in window.findChildren(QDialog) if one.isVisible()],
    }


def set_rate(window, rate):
    experiment = window.session.experiment
    window.session.edit(replace(experiment, learning_rate=rate), "set rate")


def is_dark(window):
    """Return whether the stage, which paints itself, and the frame around it are dark, both alike."""
    picture = window.grab().toImage()
    stage = window.stage.mapTo(window, QPoint(2, window.stage.height() - 2))
    dark = {picture.pixelColor(at).lightness() < 128 for at in (stage, QPoint(2, picture.height() - 2))}
    assert len(dark) == 1
    return dark.pop()
