"""What is remembered from one start to the next: a table of settings with type, default and meaning."""

import json
import math
import os
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cnnviz.qt import QCoreApplication, QObject, QTimer, pyqtSignal, qWarning
from cnnviz.session import plain_settings
from cnnviz.session.places import settings_path
from cnnviz.session.player import FASTEST, SLOWEST

_LATER = 300  # milliseconds: who drags a slider has the file written once
_PATIENCE = 1000  # milliseconds for another process that is writing, where there is no later


class Geometry(NamedTuple):
    """Where a window is on the screen, and how large: in pixels, as it is while it is not maximised."""

    left: int
    top: int
    width: int
    height: int
    maximised: bool = False


class Setting(NamedTuple):
    """One remembered value; a number lies between `least` and `most`."""

    key: str
    type: type
    default: Any
    meaning: str
    least: float = -math.inf
    most: float = math.inf

    def parsed(self, text: str) -> Any:
        """Return the value that a text stands for, or the default where it stands for none."""
        try:
            value = _KINDS[self.type][0](text)
        except ValueError:
            return self.default
        return value if self.type not in (int, float) or self.least <= value <= self.most else self.default

    def written(self, value: Any) -> str:
        """Return the text that stands for a value."""
        return _KINDS[self.type][1](value)


def _text(words: str) -> str:
    """Return what stands in quotation marks, or one plain word as Qt's own settings have it."""
    if words.startswith('"'):
        return str(json.loads(words))
    if words.startswith("@") or not words.isascii() or any(mark in words for mark in '\\",;'):
        raise ValueError("there is more to it than one word")
    return words


def _truth(words: str) -> bool:
    if words not in ("true", "false"):
        raise ValueError("that is neither true nor false")
    return words == "true"


def _geometry(words: str) -> Geometry:
    *numbers, state = words.split(" ")
    if len(numbers) != 4 or state not in ("normal", "maximised"):
        raise ValueError("that is not four numbers and a state")
    left, top, width, height = map(int, numbers)
    if max(abs(left), abs(top)) > _FARTHEST or not all(0 < side <= _LARGEST for side in (width, height)):
        raise ValueError("that is on no screen")
    return Geometry(left, top, width, height, state == "maximised")


def _write_geometry(value: Geometry) -> str:
    return " ".join([*map(str, value[:4]), "maximised" if value.maximised else "normal"])


_FARTHEST, _LARGEST = (
    100_000,
    10_000,
)  # pixels: no desktop reaches further, and a larger window takes the memory
_KINDS: Mapping[type, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    str: (_text, json.dumps),
    int: (int, str),
    float: (float, str),
    bool: (_truth, lambda value: str(value).lower()),
    Geometry: (_geometry, _write_geometry),
}
"""How a value of each type is read from its text, and written as one."""

THEME = Setting("view/theme", str, "", "light or dark; empty follows the system")
SPEED = Setting("play/speed", float, 4.0, "steps a second", SLOWEST, FASTEST)
GEOMETRY = Setting("window/geometry", Geometry, None, "where the window was and how large")
FOLDER = Setting("file/folder", str, "", "where the last image was opened")
RECENT = Setting("file/recent", str, "", "the documents that were last open, as a list in JSON")
LONGER_SIDE = Setting("import/longer_side", int, 28, "cells on the longer side of an opened image", 1, 256)
PANEL = Setting(
    "view/panel", str, "", "the part of the set-up that is open: image, layers, loss, training or none"
)
EXPLAIN = Setting("view/explain", bool, False, "whether Explain is open")
TAB = Setting("view/tab", str, "", "the tab of Explain that is shown: why, formula or ledger")
DECIMALS = Setting("view/decimals", int, 0, "decimals of numbers; 0 is as many as they need", 0, 6)
REDUCED_MOTION = Setting("view/reduced_motion", bool, False, "frames jump instead of gliding")


class Settings(QObject):
    """Reads and writes settings; a value that cannot be used counts as never set.

    They are read once. What is set is written a little later, or when `save` says so.

    Parameters
    ----------
    file : where they are kept

    Signals
    -------
    changed : the `Setting` that has another value
    """

    changed = pyqtSignal(object)

    def __init__(self, file: str | os.PathLike[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._texts: dict[str, str] = {}
        self._unsaved: dict[str, str] = {}
        self._complained = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._write)
        self.renew()

    def renew(self) -> None:
        """Read what is kept now, and forget what has not been saved."""
        self._later.stop()
        self._unsaved = {}
        try:
            self._texts = dict(plain_settings.read(self._file))
        except OSError as error:
            self._texts = {}
            self._complain("read", error)

    def get(self, setting: Setting) -> Any:
        """Return the remembered value, or the default."""
        text = self._texts.get(setting.key)
        return setting.default if text is None else setting.parsed(text)

    def set(self, setting: Setting, value: object) -> None:
        """Remember `value`."""
        if value != self.get(setting):
            self._texts[setting.key] = self._unsaved[setting.key] = setting.written(value)
            self._later.start()
            self.changed.emit(setting)

    def save(self) -> None:
        """Write now what is not yet written; where that cannot be, it is remembered while the program runs."""
        self._later.stop()
        self._write(_PATIENCE)

    def _write(self, patience: int = 0) -> None:
        try:
            if self._unsaved:
                plain_settings.change(self._file, self._unsaved, patience)
                self._unsaved = {}
        except TimeoutError:
            self._later.start()
        except OSError as error:
            self._complain("written", error)

    def _complain(self, done: str, error: OSError) -> None:
        """Say it once where Qt says such things: what cannot be saved keeps nobody from working."""
        if not self._complained:
            self._complained = True
            from pathlib import Path  # a start does not wait for it

            from cnnviz.importing.sentences import full_path

            qWarning(
                f"the settings in {full_path(Path(self._file))} cannot be {done}: {error.strerror or error}"
            )


def settings() -> Settings:
    """Return the settings of the running application, which all its windows share."""
    running = QCoreApplication.instance()
    assert running is not None
    known = running.findChild(Settings)
    if known is None:
        known = Settings(settings_path(), running)
        running.aboutToQuit.connect(known.save)
    return known
