"""Long work off the GUI thread: a job is a plain function on its own copy, with progress, and cancelled at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from cnnviz.frozen import NamedTuple
from cnnviz.progress import Stopped, watched
from cnnviz.qt import QObject, QTimer, pyqtSignal
from cnnviz.session.jobs.garbage import garbage
from cnnviz.session.jobs.sentences import no_memory, sentence_of

if TYPE_CHECKING:
    from cnnviz.session.jobs.pieces import Pieces

AT_ONCE = 0.08
"""Seconds that a job is waited for: what is done by then has never left the hands of whoever wanted it."""
_LOOK = 30  # milliseconds between two looks at how far it is
LAST_WAIT = 1.0
"""Seconds that a window which closes gives to its jobs."""
MOST_LEFT = 3
"""Jobs that were cancelled and have not noticed yet, beside which another may begin."""
_LOOKING: set[Jobs] = set()
"""Held as long as they look: Python may else take one away while its timer calls it."""


class Job(NamedTuple):
    """What is to be done, and what comes of it; all but `work` is called in the GUI thread.

    Parameters
    ----------
    title : what is done, as undo calls it: "open photo.png"
    work : a plain function that nobody else changes the arguments of; it says by `progress.report` how far it is
    done : takes what it returns
    failed : takes the sentence that says why nothing came of it
    cancelled : makes what can be made of what it has got so far, when a person stops it
    outdated : says what has happened, when it is stopped because what it began with was changed; None where that is
        nothing to it
    words : how far it is, for a person to read; the title where there are none
    keeps : what is kept where a person stops it, in words; nothing where there are none
    pieces : instead of `work` what is done piece by piece in the GUI thread, since Qt paints nowhere else
    """

    title: str
    work: Callable[[], Any] | None
    done: Callable[[Any], object]
    failed: Callable[[str], object]
    cancelled: Callable[[], object] = lambda: None
    outdated: Callable[[], object] | None = None
    words: Callable[[], str] | None = None
    keeps: str = ""
    pieces: Callable[[], Generator[float, None, Any]] | None = None


class Jobs(QObject):
    """Does one job after another; whoever comes while one is on its way is refused in a sentence.

    Signals
    -------
    changed : one has begun, got on or ended
    """

    changed = pyqtSignal()

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__()  # without a parent, which may become garbage, and take it away while it looks
        self._clock = clock
        self._job: Job | None = None
        self._worker: _Worker | Pieces | None = None
        self._left: list[_Worker | Pieces] = []
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.look)

    @property
    def job(self) -> Job | None:
        """The job that is on its way, if there is one."""
        return self._job

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return 0.0 if self._worker is None else self._worker.share

    @property
    def seconds(self) -> float:
        """How long it has been on its way, by the clock."""
        return 0.0 if self._job is None else self._clock() - self._began

    def start(self, job: Job) -> None:
        """Do a job; one that is soon done is done when this returns."""
        self._clear()
        if self._job is not None:
            words = self.tr("“{0}” is still going on: wait for it, or stop it first")
            job.failed(words.format(self._job.title))
            return
        if len(self._left) >= MOST_LEFT:
            job.failed(self.tr("What was cancelled is still being stopped: try again in a moment"))
            return
        worker = _worker(job)
        if isinstance(worker, _Worker):
            garbage().wait_for(worker)
        try:
            worker.start()
        except (RuntimeError, MemoryError):  # there is no room for another thread
            garbage().look()
            job.failed(no_memory(job.title))
            return
        self._job, self._worker, self._began = job, worker, self._clock()
        worker.join(AT_ONCE)
        self._timer.start()
        _LOOKING.add(self)
        garbage().look()
        self.look()

    def look(self) -> None:
        """See how far the job is, and hand over what has come of it."""
        self._clear()
        if self._worker is not None and not self._worker.is_alive():
            self._end()
        else:
            self.changed.emit()

    def cancel(self) -> None:
        """Stop the job, as a person wants it."""
        job = self._job
        if job is not None:
            self.drop()
            job.cancelled()

    def outdate(self) -> None:
        """Stop the job if it has begun with what has been changed now."""
        job = self._job
        if job is not None and job.outdated is not None:
            self.drop()
            job.outdated()

    def drop(self) -> None:
        """Stop the job, and nothing comes of it; its thread may take a moment to notice."""
        if self._worker is not None:
            self._worker.wanted = False
            self._left.append(self._worker)
            self._job = self._worker = None
            self.changed.emit()

    def close(self) -> None:
        """Stop everything, and wait for it, but not long."""
        self.drop()
        for worker in self._left:
            worker.join(LAST_WAIT / len(self._left))
        self._clear()

    def _end(self) -> None:
        job, worker = self._job, self._worker
        assert job is not None
        assert worker is not None
        self._job = self._worker = None
        self._clear()
        self.changed.emit()
        if worker.error is None:
            job.done(worker.result)
            return
        sentence = sentence_of(worker.error, job.title)
        if sentence is None:
            raise worker.error  # which is told of as any other that leaves a slot
        job.failed(sentence)

    def _clear(self) -> None:
        """Forget the threads that have ended."""
        self._left = [worker for worker in self._left if worker.is_alive()]
        if self._worker is None and not self._left:
            self._timer.stop()
            _LOOKING.discard(self)


def _worker(job: Job) -> _Worker | Pieces:
    """Return what does a job."""
    if job.pieces is not None:
        from cnnviz.session.jobs.pieces import Pieces  # few jobs paint

        return Pieces(job.pieces)
    assert job.work is not None
    return _Worker(job.work)


class _Worker(threading.Thread):
    """A function in a thread of its own, which does not keep the program from ending."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(name="job", daemon=True)
        self._work: Callable[[], Any] | None = work
        self.share, self.wanted = 0.0, True
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do it, and keep what comes of it."""
        assert self._work is not None
        try:
            with watched(self._go_on):
                self.result = self._work()
        except Stopped:
            pass
        except Exception as error:
            self.error = error
        self._work = None

    def _go_on(self, share: float) -> bool:
        self.share = max(self.share, share)  # what begins anew, as each plane of a table does, goes not back
        return self.wanted
