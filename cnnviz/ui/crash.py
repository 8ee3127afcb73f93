"""No exception ever kills the window: it goes to a log file, and a dialog says where that is, once for each kind."""

import faulthandler
import sys
from collections.abc import Callable
from types import TracebackType

from cnnviz.qt import QApplication, QMessageBox, QMessageLogContext, QtMsgType, qInstallMessageHandler
from cnnviz.session.files.places import log_file
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
    """Logs every exception and tells of each kind once; whoever has read that need not read it for every step."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._told: set[tuple[object, ...]] = set()
        self._box: QMessageBox | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(128 + 2)  # as shells have it
            return
        import traceback  # takes its time, which a start does not wait for

        report = "".join(traceback.format_exception(kind, error, trace))
        is_kept = self._log.write("ERROR", report)
        where = (kind, *_place(trace))
        if where not in self._told and self._box is None and QApplication.instance() is not None:
            self._told.add(where)
            self._tell(error, report, is_kept)

    def _tell(self, error: BaseException, report: str, is_kept: bool) -> None:
        from cnnviz.ui.report import crash_box

        where = "A report was written to {0}" if is_kept else "There was no room for a report in {0}"
        words = "Something went wrong inside cnnviz. What you have set up is still there."
        self._box = crash_box(words, where.format(self._log.path), report)
        self._box.setDetailedText(f"{type(error).__name__}: {error}")
        self._box.finished.connect(self._on_read)
        self._box.open()

    def _on_read(self, _: int) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.deleteLater()


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """Return where an exception was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return ("", 0) if trace is None else (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
