"""While a job takes longer than a moment, a line says how far it is, in the place of the hint for the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.qt import QMainWindow, QObject, QWidget, pyqtSignal
from cnnviz.session.session import Session

if TYPE_CHECKING:
    from cnnviz.ui.window.job_line import JobLine

SHOWN_AFTER = 0.15
"""Seconds, by the session's clock, that a job takes before there is a line for it: what is sooner done flickers not."""


class JobProgress(QObject):
    """Shows the line while a job takes longer than a moment.

    Signals
    -------
    said : what has become of a job that was stopped
    left : the keyboard should go back to the stage
    """

    said = pyqtSignal(str)
    left = pyqtSignal()

    def __init__(self, session: Session, hint: QWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._hint, self._window = session, hint, window
        self._line: JobLine | None = None
        session.jobs_changed.connect(self._show)

    def stop(self) -> bool:
        """Stop the job, and return whether there was one."""
        job = self._session.jobs.job
        if job is None:
            return False
        self._session.jobs.cancel()
        stopped = self.tr("Stopped: {0}").format(job.keeps)
        self.said.emit(stopped if job.keeps else self.tr("Cancelled: {0}").format(job.title))
        return True

    def _show(self) -> None:
        jobs = self._session.jobs
        if jobs.job is None or jobs.seconds < SHOWN_AFTER:
            self._hide()
            return
        if self._line is None:
            from cnnviz.ui.window.job_line import JobLine  # a start does not wait for it

            self._line = JobLine(self._window, self._hint.height())
            self._line.stopped.connect(self.stop)
            self._window.statusBar().addPermanentWidget(self._line)
        self._line.show_job(jobs.job, jobs.share)
        self._hint.hide()
        self._line.show()

    def _hide(self) -> None:
        if self._line is not None and not self._line.isHidden():
            had_keyboard = self._line.hasFocus() or self._line.isAncestorOf(self._line.focusWidget())
            self._line.hide()
            self._hint.show()
            if had_keyboard:
                self.left.emit()
