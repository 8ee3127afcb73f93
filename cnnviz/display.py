"""Find out whether a window can be shown, since Qt ends the whole process where it cannot."""

import ctypes
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = (
    "libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libx11-xcb1 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
)
"""Debian's packages that Qt needs for a window."""
NEEDS_PACKAGES = f"on Debian, run `apt-get install {PACKAGES}`"
NEEDS_DISPLAY = (
    "start it in a desktop session, make pictures with `cnnviz render FILE -o OUT`, "
    "or `apt-get install xvfb xauth` and run `xvfb-run cnnviz`"
)


def missing_display() -> str | None:
    """Return one sentence on why no window can be shown and what to do, or None where one can be."""
    if sys.platform in ("win32", "cygwin", "darwin"):
        return None
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen not in ("", "xcb", "wayland"):
        return None
    display, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    if chosen != "xcb" and wayland and _listens(wayland):
        if not display:
            os.environ["QT_QPA_PLATFORM"] = "wayland"  # by itself Qt would insist on X in most sessions
        return None
    if chosen == "wayland" or not display:
        return f"there is no display to show a window on: {NEEDS_DISPLAY}"
    library = missing_library()
    if library:
        return f"Qt cannot show a window without {library}: {NEEDS_PACKAGES}"
    if not connects(display):
        return f"the display {display} does not answer: {NEEDS_DISPLAY}"
    return None


def _listens(wayland: str) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", "")) / wayland))
        except OSError:
            return False
    return True


def missing_library() -> str | None:
    """Load Qt's plugin for X, which it needs next in any case; return what that lacks."""
    package = find_spec("PyQt5")
    for folder in (package and package.submodule_search_locations) or ():
        plugin = Path(folder, "Qt5", "plugins", "platforms", "libqxcb.so")
        if plugin.exists():
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                return str(error).partition(":")[0]
    return None


def connects(display: str) -> bool:
    """Shake hands with the X server as Qt will, so that a refused key counts as well as a dead server."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
