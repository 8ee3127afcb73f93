"""The one QApplication: set up before any window is made."""

import os
import sys
from functools import cache
from typing import cast

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PyQt5.QtWidgets import QApplication

from cnnviz import __version__
from cnnviz.resource import resource

_FONTS = ("Roboto-Regular", "Roboto-Medium", "Roboto-Bold")
DESKTOP_FILE = "io.github.cnnviz.cnnviz"


def application(*, offscreen: bool = False) -> QApplication:
    """Return the running application, or make it: cells stay whole pixels, digits look the same everywhere.

    With `offscreen` one that is made needs no display.
    """
    running = cast(QApplication | None, QApplication.instance())
    if running is None:
        if offscreen:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        running = _made()
    if QGuiApplication.desktopFileName() != DESKTOP_FILE:
        _dress(running)
    return running


@cache  # kept: PyQt destroys an application that nobody holds
def _made() -> QApplication:
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")  # nothing here needs GL, and it costs 50 MB
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_EnableHighDpiScaling)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.RoundPreferFloor)
    return QApplication(sys.argv[:1])


def _dress(running: QApplication) -> None:
    running.setApplicationName("cnnviz")
    running.setOrganizationName("cnnviz")
    running.setApplicationVersion(__version__)
    running.setDesktopFileName(DESKTOP_FILE)
    running.setProperty(
        "system_is_dark", running.palette().color(QPalette.ColorRole.Window).lightness() < 128
    )
    running.setStyle("Fusion")
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf")))
    font = QFont("Roboto")
    font.setPixelSize(13)
    running.setFont(font)
    running.setWindowIcon(QIcon(str(resource("linux", f"{DESKTOP_FILE}.svg"))))
