"""No exception ever kills the window: it goes to a log file, and one dialog says where that is."""

import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from cnnviz.qt import QApplication, QMessageBox, QMessageLogContext, QtMsgType, qInstallMessageHandler
from cnnviz.session.places import log_file

_LOG_BYTES = 500_000
_log = logging.getLogger("cnnviz")


def install() -> Callable[[], None]:
    """Catch every exception that would otherwise leave a slot, and everything that Qt complains of.

    Returns
    -------
    callable
        Sets everything back to how it was.
    """
    handler = _handler(log_file())
    _log.addHandler(handler)
    before = sys.excepthook, qInstallMessageHandler(_on_message)
    sys.excepthook = _Reporter()

    def undo() -> None:
        sys.excepthook = before[0]
        qInstallMessageHandler(before[1])
        _log.removeHandler(handler)
        handler.close()

    return undo


def _handler(path: Path) -> logging.Handler:
    """Return what writes into the log, or to the terminal where the log cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


class _Reporter:
    """Logs every exception and tells of the first; whoever has read that need not read it for every step."""

    def __init__(self) -> None:
        self._told = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("".join(traceback.format_exception(kind, error, trace)))
        if not self._told and QApplication.instance() is not None:
            self._told = True
            _tell(error)


def _tell(error: BaseException) -> None:
    box = QMessageBox(QApplication.activeWindow())
    box.setObjectName("crash")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("cnnviz")
    box.setText(box.tr("Something went wrong inside cnnviz. What you have set up is still there."))
    box.setInformativeText(box.tr("A report was written to {0}").format(log_file()))
    box.setDetailedText(f"{type(error).__name__}: {error}")
    box.finished.connect(lambda: box.deleteLater())  # the connection holds the box, which may have no parent
    box.open()


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    level = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}.get(
        kind, logging.WARNING
    )
    _log.log(level, "Qt: %s", text)
