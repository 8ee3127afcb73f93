"""Find out whether Qt can start and show a window, since it ends the whole process where it cannot."""

import ctypes
import os
import sys
from importlib.util import find_spec

PICTURE_PACKAGES = "libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3"
"""Debian's packages that Qt needs to draw."""
PACKAGES = (
    f"{PICTURE_PACKAGES} libxkbcommon-x11-0 libx11-xcb1 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
)
"""Debian's packages that Qt needs for a window."""
NEEDS_DISPLAY = (
    "start it in a desktop session, make pictures with `cnnviz render FILE -o OUT`, "
    "or `apt-get install xvfb xauth` and run `xvfb-run cnnviz`"
)
_NO_DISPLAY = f"there is no display to show a window on: {NEEDS_DISPLAY}"
_PACKAGES = {
    "xcb": PACKAGES,
    "wayland": f"{PACKAGES} libwayland-cursor0",
    "offscreen": PICTURE_PACKAGES,
    "minimal": PICTURE_PACKAGES,
}
_PLUGINS = {"wayland": "wayland-generic"}


def missing_display() -> str | None:
    """Return one sentence on why no window can be shown and what to do, or None where one can be.

    Qt is told to begin with the platform that was found to work; by itself it might take another.
    """
    if sys.platform in ("win32", "cygwin", "darwin"):
        return None
    chosen = os.environ.get("QT_QPA_PLATFORM")
    reasons = []
    for platform in chosen.split(";") if chosen else _usual_platforms():
        reason = _missing(platform.partition(":")[0])
        if reason is None:
            os.environ["QT_QPA_PLATFORM"] = platform
            return None
        reasons.append(reason)
    return next((reason for reason in reasons if reason != _NO_DISPLAY), _NO_DISPLAY)


def missing_library(platform: str) -> str | None:
    """Return one sentence on what Qt lacks to draw on a platform and what to do, or None where it can.

    This loads Qt's plugin for the platform, which Qt does next in any case.
    """
    folder = plugins()
    if folder is None:
        return None
    plugin = os.path.join(folder, f"libq{_PLUGINS.get(platform, platform)}.so")
    if not os.path.exists(plugin):
        if os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH") or os.environ.get("QT_PLUGIN_PATH"):
            return None  # it may be there
        return f"Qt has no platform {platform!r} here: unset QT_QPA_PLATFORM, or set it to xcb or wayland"
    try:
        ctypes.CDLL(plugin)
    except OSError as error:
        return cannot_load(error, _PACKAGES.get(platform))
    return None


def cannot_load(error: OSError | ImportError, packages: str | None = PACKAGES) -> str:
    """Return one sentence on a library that could not be loaded, and on Debian's packages that bring it."""
    library, _, words = str(error).partition(":")
    if "cannot open shared object" in words:
        advice = f": on Debian, run `apt-get install {packages}`" if packages else ""
        return f"Qt cannot start without {library}{advice}"
    return f"Qt cannot start, since {error}".replace("\n", " ")


def _usual_platforms() -> tuple[str, str]:
    """Return what Qt begins with in such a session, and the other."""
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "") + os.environ.get("XDG_SESSION_DESKTOP", "")
    if os.environ.get("XDG_SESSION_TYPE") == "wayland" and "gnome" not in desktop.lower():
        return "wayland", "xcb"
    return "xcb", "wayland"


def _missing(platform: str) -> str | None:
    if platform.startswith("wayland"):
        wayland = os.environ.get("WAYLAND_DISPLAY")
        return missing_library(platform) if wayland and listens(wayland) else _NO_DISPLAY
    if platform != "xcb":
        return missing_library(platform)
    display = os.environ.get("DISPLAY")
    if not display:
        return _NO_DISPLAY
    dead = f"the display {display} does not answer: {NEEDS_DISPLAY}"
    return missing_library(platform) or (None if connects(display) else dead)


def plugins() -> str | None:
    """Return where Qt's platforms are, or None where they are the system's own, which sees to its libraries."""
    package = find_spec("PyQt5") if sys.platform.startswith("linux") else None
    for folder in (package and package.submodule_search_locations) or ():
        plugins = os.path.join(folder, "Qt5", "plugins", "platforms")
        if os.path.isdir(plugins):
            return plugins
    return None


def listens(wayland: str) -> bool:
    """Return whether a Wayland compositor listens on the socket of that name."""
    import socket  # 5 ms, and few need it

    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), wayland))
        except OSError:
            return False
    return True


def connects(display: str) -> bool:
    """Shake hands with the X server as Qt will, so that a refused key counts as well as a dead server."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    # It stays open: a server that loses its only client begins anew, and would turn Qt away in that moment.
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    return not xcb.xcb_connection_has_error(connection)
