"""The dialog in which a file is chosen: the desktop's own where it has one."""

import os
from collections.abc import Callable, Sequence

from cnnviz.qt import QFileDialog, QWidget


def choose_file(
    window: QWidget, title: str, kinds: Sequence[str], folder: str, use: Callable[[str], object]
) -> QFileDialog:
    """Let a person choose a file that is there, and hand it over."""
    dialog = _dialog(window, title, kinds, folder, use)
    dialog.setObjectName("open")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def choose_place(
    window: QWidget, title: str, kinds: Sequence[str], place: str, suffix: str, use: Callable[[str], object]
) -> QFileDialog:
    """Let a person choose where a file is written, beginning with a place; what is there already is asked about."""
    folder, name = os.path.split(place)
    dialog = _dialog(window, title, kinds, folder, use)
    dialog.setObjectName("save")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def patterns(endings: Sequence[str]) -> str:
    """Return how a kind of files is written in a dialog."""
    return " ".join(f"*.{ending}" for ending in endings)


def _dialog(
    window: QWidget, title: str, kinds: Sequence[str], folder: str, use: Callable[[str], object]
) -> QFileDialog:
    dialog = QFileDialog(window, title, folder)
    dialog.setNameFilters(kinds)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not _has_desktop_dialog())
    dialog.fileSelected.connect(use)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _has_desktop_dialog() -> bool:
    """Return whether the desktop brings a file dialog of its own; bare window managers do not."""
    return bool(os.environ.get("XDG_CURRENT_DESKTOP"))
