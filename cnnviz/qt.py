"""The one module that imports PyQt5: all that is used of Qt comes by here, so that another binding stays possible.

What has to be known of it to use it well stands here, too.
"""

from types import ModuleType

from PyQt5 import sip
from PyQt5.QtCore import *  # noqa: F403  # Qt's names are no other modules' names
from PyQt5.QtGui import *  # type: ignore[assignment]  # noqa: F403  # qFuzzyCompare is in two
from PyQt5.QtWidgets import *  # noqa: F403

__all__ = ["sip"]
_going: dict[int, QObject] = {}  # noqa: F405


def delete_later(thing: QObject) -> None:  # noqa: F405
    """Delete something once nothing of it is at work.

    `deleteLater` alone would let Python sweep up what it calls while Qt can still call it, which ends the program. What
    Qt has deleted already, as with its parent, is left alone.
    """
    if sip.isdeleted(thing):
        return
    key = id(thing)
    _going[key] = thing
    thing.destroyed.connect(lambda: _going.pop(key, None))
    thing.deleteLater()


def has_room(widget: QWidget) -> bool:  # noqa: F405
    """Return whether a widget has been told its size, which one that is shown first is told just before.

    For any other nothing is to be measured.
    """
    return not widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)  # noqa: F405


def dbus() -> ModuleType:
    """Return Qt's module for D-Bus, which few need and no start waits for.

    Raises
    ------
    ImportError
        Where there is none.
    """
    from PyQt5 import QtDBus

    return QtDBus


def svg() -> ModuleType:
    """Return Qt's module for SVG files, for which no start waits.

    Raises
    ------
    ImportError
        Where there is none.
    """
    from PyQt5 import QtSvg

    return QtSvg


def print_support() -> ModuleType:
    """Return Qt's module for printers, which no start waits for.

    Raises
    ------
    ImportError
        Where there is none.
    """
    from PyQt5 import QtPrintSupport

    return QtPrintSupport
