"""No exception ever kills the window: it goes to a log file, and one dialog says where that is."""

import faulthandler
import sys
from collections.abc import Callable
from types import TracebackType

from cnnviz.qt import QApplication, QMessageBox, QMessageLogContext, QtMsgType, qInstallMessageHandler
from cnnviz.session.places import log_file
from cnnviz.ui.log import Log

_LEVELS = {QtMsgType.QtDebugMsg: "DEBUG", QtMsgType.QtInfoMsg: "INFO", QtMsgType.QtFatalMsg: "ERROR"}


def install() -> Callable[[], None]:
    """Log every exception that would otherwise leave a slot, all that Qt complains of, and where the process dies.

    Returns
    -------
    callable
        Sets everything back to how it was.
    """
    log = Log(log_file())
    died = faulthandler.is_enabled()
    if log.file is not None:
        faulthandler.enable(log.file)

    def on_message(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        log.write(_LEVELS.get(kind, "WARNING"), text)

    before = sys.excepthook, qInstallMessageHandler(on_message)
    sys.excepthook = _Reporter(log)

    def undo() -> None:
        sys.excepthook = before[0]
        qInstallMessageHandler(before[1])
        if log.file is not None:
            faulthandler.disable()
            if died and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)
        log.close()

    return undo


class _Reporter:
    """Logs every exception and tells of the first; whoever has read that need not read it for every step."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._told = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(128 + 2)  # as shells have it
            return
        import traceback  # takes its time, which a start does not wait for

        is_kept = self._log.write("ERROR", "".join(traceback.format_exception(kind, error, trace)))
        if not self._told and QApplication.instance() is not None:
            self._told = True
            self._tell(error, is_kept)

    def _tell(self, error: BaseException, is_kept: bool) -> None:
        box = QMessageBox(QApplication.activeWindow())
        box.setObjectName("crash")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("cnnviz")
        box.setText(box.tr("Something went wrong inside cnnviz. What you have set up is still there."))
        where = "A report was written to {0}" if is_kept else "There was no room for a report in {0}"
        box.setInformativeText(box.tr(where).format(self._log.path))
        box.setDetailedText(f"{type(error).__name__}: {error}")
        box.finished.connect(
            lambda: box.deleteLater()
        )  # the connection holds the box, perhaps without parent
        box.open()
