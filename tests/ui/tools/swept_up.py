"""Finds what Python has swept up while Qt still has it: a press of that would call what is half gone."""

import gc

from PyQt5.QtCore import QObject
from PyQt5.QtWidgets import QApplication, QGraphicsScene

MADE_AS = "made_as"


def mark():
    """Have all that is made of classes of the program's know by itself, in Qt, what it was made as."""
    for made in _ours():
        if type(made).__module__.startswith("cnnviz"):
            made.setProperty(MADE_AS, type(made).__name__)


def swept_up():
    """Return what was marked and is only Qt's by now."""
    gc.collect()
    return [
        f"{made.property(MADE_AS)} {made.objectName()}"
        for made in _ours()
        if made.property(MADE_AS) not in (None, type(made).__name__)
    ]


def _ours():
    """Return all objects but scenes, from which nothing hangs that is called."""
    for window in QApplication.topLevelWidgets():
        for made in (window, *window.findChildren(QObject)):
            if not isinstance(made, QGraphicsScene):
                yield made
