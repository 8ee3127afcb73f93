"""No exception ever kills the window: it goes to a log file, and one dialog says where that is."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType

from PyQt5.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PyQt5.QtWidgets import QApplication, QMessageBox

from cnnviz.session.places import log_file

_LOG_BYTES = 500_000
_log = logging.getLogger("cnnviz")
_told = False


def install() -> None:
    """Catch every exception that would otherwise leave a slot, and everything that Qt complains of."""
    global _told
    _told = False
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    sys.excepthook = _on_exception
    qInstallMessageHandler(_on_message)


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _log.error("".join(traceback.format_exception(kind, error, trace)))
    _tell(error)


def _tell(error: BaseException) -> None:
    """Say it once; whoever has read it need not read it for every step."""
    global _told
    if _told or QApplication.instance() is None:
        return
    _told = True
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
