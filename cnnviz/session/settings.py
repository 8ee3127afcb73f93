"""What is remembered from one start to the next: a table of settings with type, default and meaning."""

import math
from typing import Any, NamedTuple

from cnnviz.qt import QByteArray, QCoreApplication, QObject, QSettings, pyqtSignal
from cnnviz.session.player import FASTEST, SLOWEST


class Setting(NamedTuple):
    """One remembered value; a number lies between `least` and `most`."""

    key: str
    type: type
    default: Any
    meaning: str
    least: float = -math.inf
    most: float = math.inf

    def allows(self, value: Any) -> bool:
        """Return whether `value` makes sense: a file of settings can hold anything, and Qt makes lists of commas."""
        if not issubclass(type(value), self.type):
            return False
        return self.type not in (int, float) or self.least <= value <= self.most


THEME = Setting("view/theme", str, "", "light or dark; empty follows the system")
SPEED = Setting("play/speed", float, 4.0, "steps a second", SLOWEST, FASTEST)
GEOMETRY = Setting("window/geometry", QByteArray, QByteArray(), "where the window was and how large")
FOLDER = Setting("file/folder", str, "", "where the last image was opened")
LONGER_SIDE = Setting("import/longer_side", int, 28, "cells on the longer side of an opened image", 1, 256)
DECIMALS = Setting("view/decimals", int, 0, "decimals of numbers; 0 is as many as they need", 0, 6)
REDUCED_MOTION = Setting("view/reduced_motion", bool, False, "frames jump instead of gliding")


class Settings(QObject):
    """Reads and writes settings; a value that cannot be used counts as never set.

    Signals
    -------
    changed : the `Setting` that has another value
    """

    changed = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings()

    def get(self, setting: Setting) -> Any:
        """Return the remembered value, or the default."""
        try:
            value = self._store.value(setting.key, setting.default, type=setting.type)
        except TypeError:
            return setting.default
        return value if setting.allows(value) else setting.default

    def set(self, setting: Setting, value: object) -> None:
        """Remember `value`."""
        if value != self.get(setting):
            self._store.setValue(setting.key, value)
            self.changed.emit(setting)


def settings() -> Settings:
    """Return the settings of the running application, which all its windows share."""
    running = QCoreApplication.instance()
    assert running is not None
    return running.findChild(Settings) or Settings(running)
