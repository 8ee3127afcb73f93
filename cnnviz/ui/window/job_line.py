"""The line that says how far a job is, with a button that stops it, in the place of the hint for the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.qt import (
    QFontMetrics,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QObject,
    QProgressBar,
    QSizePolicy,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
)
from cnnviz.session.session import Session

if TYPE_CHECKING:
    from cnnviz.session.jobs import Job

SHOWN_AFTER = 0.15
"""Seconds, by the session's clock, that a job takes before there is a line for it: what is sooner done flickers not."""
_WIDTH, _BAR = 420, 90  # pixels


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
        self._line: _Line | None = None  # a start does not wait for it
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
            self._line = _Line(self._window, self._hint.height())
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


class _Line(QWidget):
    """Words, a bar, a button; as high as the line that it takes the place of.

    Signals
    -------
    stopped : the button was pressed
    """

    stopped = pyqtSignal()

    def __init__(self, parent: QWidget, height: int) -> None:
        super().__init__(parent)
        self.setObjectName("job")
        self.setFixedSize(_WIDTH, height)
        self._words = QLabel(self)
        self._words.setObjectName("job_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("job_bar")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedSize(_BAR, 6)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(
            True
        )  # where nobody knows how far it is there is no bar, and nothing jumps
        self._bar.setSizePolicy(policy)
        self._button = QToolButton(self)
        self._button.setObjectName("job_stop")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 3)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._button)

    def show_job(self, job: Job, share: float) -> None:
        """Show how far a job is."""
        words = job.title if job.words is None else job.words()
        room = self._words.width() - 20
        self._words.setText(
            QFontMetrics(self._words.font()).elidedText(words, Qt.TextElideMode.ElideMiddle, room)
        )
        self._words.setToolTip(words)
        self._bar.setVisible(share > 0)
        self._bar.setValue(round(share * 1000))
        self._bar.setAccessibleName(words)
        self._button.setText(self.tr("Stop") if job.keeps else self.tr("Cancel"))
        tip = self.tr("Stop here: {0} (Esc)").format(job.keeps) if job.keeps else self.tr("Cancel (Esc)")
        self._button.setToolTip(tip)
        self._button.setAccessibleName(tip)
