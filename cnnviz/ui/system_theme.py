"""The theme that the desktop is set to, where it tells: asked for once there is a window, and not waited for."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from cnnviz.qt import QApplication, QObject, dbus, pyqtSignal

_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE, _GROUP = "org.freedesktop.portal.Settings", "org.freedesktop.appearance"
_SCHEMES = {1: "dark", 2: "light"}  # anything else is no preference
_HIGH = 1


class SystemTheme(QObject):
    """Asks the desktop's portal for its colour scheme and its contrast.

    Signals
    -------
    told : the name of the theme, once it is known; where nobody answers, never
    """

    told = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: dict[str, object] = {}

    def ask(self) -> None:
        """Ask, where there is anybody to ask; without a bus Qt would start one, and wait for it."""
        self._answers = {}
        if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
            return
        try:
            qt = dbus()
        except ImportError:
            return
        bus = qt.QDBusConnection.sessionBus()
        for key in ("color-scheme", "contrast") if bus.isConnected() else ():
            call = qt.QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
            call.setArguments([_GROUP, key])
            watcher = qt.QDBusPendingCallWatcher(bus.asyncCall(call), self)
            watcher.finished.connect(lambda done, key=key: self._on_answer(key, qt.QDBusPendingReply(done)))

    def _on_answer(self, key: str, reply: Any) -> None:
        """Keep an answer, and tell the theme when both are there; an error is an answer as well."""
        values = [] if reply.isError() else reply.reply().arguments()
        self._answers[key] = plain(values[0]) if values else None
        if len(self._answers) == 2:
            name = theme_of(self._answers["color-scheme"], self._answers["contrast"])
            if name:
                self.told.emit(name)


def follow_system(running: QApplication, tell: Callable[[], object]) -> None:
    """Take the theme of the desktop for the system's, if it tells one, and say so."""

    def take(name: str) -> None:
        running.setProperty("system_theme", name)
        tell()

    asked = running.findChild(SystemTheme) or SystemTheme(running)
    with suppress(TypeError):  # nobody has listened yet
        asked.told.disconnect()
    asked.told.connect(take)
    asked.ask()


def plain(value: object) -> object:
    """Return what lies in a variant, and in the variant in that."""
    while callable(inner := getattr(value, "variant", None)):
        value = inner()
    return value


def theme_of(scheme: object, contrast: object) -> str:
    """Return the theme for the answers of the portal, or nothing where they leave it open."""
    return "high_contrast" if contrast == _HIGH else _SCHEMES.get(scheme, "")  # type: ignore[call-overload]
