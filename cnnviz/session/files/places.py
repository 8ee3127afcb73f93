"""Where a person's own files are kept."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from cnnviz.qt import QStandardPaths

if TYPE_CHECKING:
    from pathlib import Path

    from cnnviz.experiment.kernels.own_presets import OwnPresets


LOG = "cnnviz.log"


def data_folder() -> Path:
    """Return the folder of what is kept from one start to the next."""
    return _path(_data())


def log_file() -> Path:
    """Return where the log is kept."""
    return data_folder() / LOG


def recovery_folder() -> Path:
    """Return where copies are kept of what is not saved."""
    return data_folder() / "recovery"


def settings_file() -> Path:
    """Return where the settings are kept."""
    return _path(settings_path())


def settings_path() -> str:
    """Return where the settings are kept, as a start needs it."""
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return os.path.join(config, "cnnviz", "cnnviz.conf")


def own_presets() -> OwnPresets:
    """Return the presets that the person has saved, brought along from where they used to be."""
    folder = data_folder() / "presets"
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    before = _path(place) / "presets"
    if before != folder and before.is_dir():
        with suppress(OSError):
            before.rename(folder)
    return _presets_in(folder)


@cache
def _presets_in(folder: Path) -> OwnPresets:
    from cnnviz.experiment.kernels.own_presets import OwnPresets  # a start does not wait for them

    return OwnPresets(folder)


def check_files() -> None:
    """See that settings and log are files: to read a pipe, or to write to it, waits for ever.

    Raises
    ------
    OSError
        With one sentence that names what is no file.
    """
    settings = [settings_path(), f"{settings_path()}.lock"]
    for path in (*settings, os.path.join(_data(), LOG)):
        if os.path.exists(path) and not os.path.isfile(path):
            use = "settings" if path in settings else "log"
            raise OSError(f"{path} is needed for the {use} and is no file: please move it away")


def _data() -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return os.path.join(place, "cnnviz")


def _path(place: str) -> Path:
    from pathlib import Path  # 3 ms, for which a start does not wait

    return Path(place)
