"""The one QApplication: set up before any window is made."""

import atexit
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    sip,
)
from cnnviz.resource import located

WEIGHTS = {400: "Roboto-Regular", 500: "Roboto-Medium", 700: "Roboto-Bold"}
"""The files of the font that is bundled, by their weight as CSS counts."""
SYMBOLS_FILE = "Symbols"
"""The file of what the font lacks, such as arrows."""
_FAMILY, _SYMBOLS, _MONO = "Roboto", "cnnviz Symbols", "cnnviz Mono"
_STYLE = "Fusion"
USUAL = 13  # pixels of most text, unless another size of text is chosen
DESKTOP_FILE = "io.github.cnnviz.cnnviz"
_text = {
    "percent": 100,
    "chosen": 100,
    "least": 0,
}  # of the usual size: asked for hundreds of times whenever something is laid out


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
    QApplication.setStyle(_STYLE)  # before there is one: no other style is made first
    with _runtime_folder():
        made = QApplication(sys.argv[:1])
    atexit.register(_take_down)  # which is called before what PyQt has registered itself when it was imported
    return made


def _take_down() -> None:
    """Destroy the windows that are left at Python's end, while all else is there.

    PyQt would do so as it goes through a table of all objects, where the last events of a window, which come by the
    filters of others, may have it make a larger table and go on in the one that it has let go of.
    """
    for widget in QApplication.topLevelWidgets():
        if not sip.isdeleted(widget) and sip.ispyowned(widget):
            sip.delete(widget)


@contextmanager
def _runtime_folder() -> Iterator[None]:
    """Where the session has no folder for sockets, lend Qt one: it would complain, and leave one behind."""
    if "XDG_RUNTIME_DIR" in os.environ or not sys.platform.startswith("linux"):
        yield
        return
    folder = f"{QDir.tempPath()}/cnnviz-run-{os.getuid()}"  # one, however many starts are killed
    with suppress(OSError):
        os.mkdir(folder, 0o700)
    if _is_private(folder):
        os.environ["XDG_RUNTIME_DIR"] = folder
    try:
        yield
    finally:
        os.environ.pop("XDG_RUNTIME_DIR", None)
        with suppress(OSError):
            os.rmdir(folder)


def _is_private(folder: str) -> bool:
    """Return whether a folder, which anybody may have made, is the person's own and nobody else's."""
    try:
        about = os.lstat(folder)
    except OSError:
        return False
    return about.st_uid == os.getuid() and about.st_mode == stat.S_IFDIR | 0o700


def _dress(running: QApplication) -> None:
    running.setApplicationName("cnnviz")
    running.setOrganizationName("cnnviz")
    running.setApplicationVersion(__version__)
    running.setDesktopFileName(DESKTOP_FILE)
    dark = running.palette().color(QPalette.ColorRole.Window).lightness() < 128
    running.setProperty("system_theme", "dark" if dark else "light")
    if running.style().objectName() != _STYLE.lower():
        running.setStyle(_STYLE)
    for name in (*WEIGHTS.values(), SYMBOLS_FILE):
        _add_font(name)
    QFont.insertSubstitution(_FAMILY, _SYMBOLS)  # for what it lacks
    write_in(running, 100)


def program_icon() -> QIcon:
    """Return the program's own icon, which windows wear as soon as they are there: no first paint waits for it."""
    return QIcon(located("linux", f"{DESKTOP_FILE}.svg"))


@cache
def mono_family() -> str:
    """Return the name of the font for code, which is loaded when it is asked for first."""
    _add_font("Mono")
    QFont.insertSubstitution(_MONO, _SYMBOLS)
    return _MONO


def mono_typeface(pixels: int) -> QFont:
    """Return the font for code, so many pixels large."""
    made = QFont(mono_family())
    made.setPixelSize(pixels)
    return made


def typeface(pixels: int, weight: int = QFont.Weight.Normal) -> QFont:
    """Return the font of all other text, so many pixels large; `text_pixels` has them as large as it is chosen."""
    made = QFont(_FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def write_in(running: QApplication, percent: int) -> None:
    """Write everywhere in the font that is bundled, at so many hundredths of its usual size."""
    _text.update(percent=percent, chosen=percent)
    running.setFont(typeface(text_pixels(USUAL)))


def read_from_afar(pixels: int) -> None:
    """Have digits of grids no smaller than so many pixels, as who sits far away reads them; 0 ends it."""
    _text["least"] = pixels


@contextmanager
def words_at(percent: int, digits: int | None = None) -> Iterator[None]:
    """Have words so large for a while, and digits as large as they are chosen, or at another percentage too.

    The latter are not for who sits far away.
    """
    before = dict(_text)
    _text["percent"] = percent
    if digits is not None:
        _text.update(chosen=digits, least=0)
    try:
        yield
    finally:
        _text.update(before)


def digit_percent() -> int:
    """Return at how many hundredths of their usual size digits are written where there is room."""
    return _text["chosen"]


def least_digits() -> int:
    """Return below how many pixels digits would not be read by whom they are for, 0 where these sit near."""
    return _text["least"]


def text_pixels(usual: float) -> int:
    """Return how large text, or what holds it, is that usually has so many pixels."""
    return round(usual * _text["percent"] / 100)


def _add_font(name: str) -> None:
    if QFontDatabase.addApplicationFont(located("fonts", f"{name}.ttf")) < 0:
        raise OSError(f"the font {name} that comes with cnnviz cannot be used: please install it again")
