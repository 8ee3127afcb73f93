"""The one QApplication: set up before any window is made."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import cast

from cnnviz import __version__
from cnnviz.qt import (
    QApplication,
    QDir,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPalette,
    Qt,
    QTemporaryDir,
)
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
    with _runtime_folder():
        return QApplication(sys.argv[:1])


@contextmanager
def _runtime_folder() -> Iterator[None]:
    """Where the session has no folder for sockets, lend Qt one: it would complain, and leave one behind."""
    if "XDG_RUNTIME_DIR" in os.environ or not sys.platform.startswith("linux"):
        yield
        return
    folder = QTemporaryDir(f"{QDir.tempPath()}/cnnviz-run-XXXXXX")  # Python's takes 3 ms to import
    os.environ["XDG_RUNTIME_DIR"] = folder.path()
    try:
        yield
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        folder.remove()


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
        _add_font(name)
    font = QFont("Roboto")
    font.setPixelSize(13)
    running.setFont(font)
    running.setWindowIcon(QIcon(str(resource("linux", f"{DESKTOP_FILE}.svg"))))


def _add_font(name: str) -> None:
    if QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf"))) < 0:
        raise OSError(f"the font {name} that comes with cnnviz cannot be used: please install it again")
