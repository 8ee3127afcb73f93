"""A crash is told with a report that can be copied: at once, or at the next start where nobody could be told."""

import os
import platform
from pathlib import Path

from cnnviz import __version__
from cnnviz.qt import PYQT_VERSION_STR, QT_VERSION_STR, QApplication, QMessageBox, QWidget

_DIED = b"Fatal Python error: "  # with which Python's own report begins
_TOLD = b" INFO the end of the program before this one was told"
_TAIL = 200_000  # bytes of the log that are looked at
_LONGEST = 20_000  # letters of a report


def crash_box(words: str, where: str, report: str, window: QWidget | None = None) -> QMessageBox:
    """Return a box that tells of a crash, with a button that copies the report and leaves the box open."""
    box = QMessageBox(window or QApplication.activeWindow())
    box.setObjectName("crash")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("cnnviz")
    box.setText(box.tr(words))
    box.setInformativeText(where)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.setDefaultButton(QMessageBox.StandardButton.Ok)
    box.setEscapeButton(QMessageBox.StandardButton.Ok)
    copy = box.addButton(box.tr("&Copy report"), QMessageBox.ButtonRole.ActionRole)
    copy.setObjectName("copy_report")
    copy.clicked.disconnect()  # so that the box stays
    copy.clicked.connect(lambda: QApplication.clipboard().setText(f"{_surroundings()}\n\n{report}"))
    copy.clicked.connect(lambda: copy.setText(box.tr("Copied")))
    return box


def untold(log: Path) -> str:
    """Return the report of a crash that ended the program before anybody could be told, or nothing."""
    try:
        with log.open("rb") as file:
            file.seek(max(os.path.getsize(log) - _TAIL, 0))
            tail = file.read(_TAIL)
    except OSError:
        return ""
    died = tail.rfind(_DIED)
    if died < 0 or tail.rfind(_TOLD) > died:
        return ""
    return tail[died:].decode("utf-8", "replace")[:_LONGEST]


def tell_untold(log: Path, window: QWidget) -> QMessageBox | None:
    """Tell of it at the next start, once, and return the box."""
    report = untold(log)
    if not report:
        return None
    from cnnviz.ui.log import Log

    kept = Log(log)
    kept.write("INFO", _TOLD.decode().removeprefix(" INFO "))
    kept.close()
    words = "cnnviz ended by itself the last time, by a fault inside it or in what it is made of."
    box = crash_box(words, f"A report was written to {log}", report, window)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def _surroundings() -> str:
    """Return what a report is worth little without."""
    return (
        f"cnnviz {__version__}, Python {platform.python_version()}, Qt {QT_VERSION_STR}, PyQt {PYQT_VERSION_STR}, "
        f"{platform.platform()}, {QApplication.platformName()}"
    )
