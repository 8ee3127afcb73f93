"""The one module that imports PyQt5: all that is used of Qt comes by here, so that another binding stays possible."""

from types import ModuleType

from PyQt5 import sip
from PyQt5.QtCore import *  # noqa: F403  # Qt's names are no other modules' names
from PyQt5.QtGui import *  # type: ignore[assignment]  # noqa: F403  # qFuzzyCompare is in two
from PyQt5.QtSvg import *  # noqa: F403
from PyQt5.QtWidgets import *  # noqa: F403

__all__ = ["sip"]


def dbus() -> ModuleType:
    """Return Qt's module for D-Bus, which few need and no start waits for.

    Raises
    ------
    ImportError
        Where there is none.
    """
    from PyQt5 import QtDBus

    return QtDBus


def print_support() -> ModuleType:
    """Return Qt's module for printers, which no start waits for.

    Raises
    ------
    ImportError
        Where there is none.
    """
    from PyQt5 import QtPrintSupport

    return QtPrintSupport
