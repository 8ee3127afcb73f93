"""Works a check out: at once where it takes a moment, its curve point by point, and in a job where it takes long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cnnviz.explain.checks.check import Check, NudgeSide, checked
from cnnviz.explain.checks.curve import POINTS, Range, points, range_of, with_ends
from cnnviz.explain.checks.probe import Probe
from cnnviz.explain.checks.spot import Spot
from cnnviz.progress import report
from cnnviz.qt import QObject, QTimer, pyqtSignal
from cnnviz.run.timeline import Timeline
from cnnviz.session.jobs.jobs import Job

AT_ONCE = 250_000
"""Products of a pass that a person does not wait for, though there are twenty of them."""
_A_TURN = 1_000_000  # products between two looks at what else there is to do

Curve = list[tuple[float, float]]


class CheckWork(QObject):
    """Makes one check after another; who asks for the next gives up the last.

    Signals
    -------
    found : a `Check`
    grown : there are more points of its curve
    job_asked : the `Job` that is to be done
    failed : why nothing came of it
    """

    found = pyqtSignal(object)
    grown = pyqtSignal()
    job_asked = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._probe: Probe | None = None
        self._check: Check | None = None
        self._wanted: Range | None = None
        self._curve: Curve = []
        self._coming: Iterator[tuple[float, float]] = iter(())
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._go_on)

    @property
    def check(self) -> Check | None:
        """The last check that was found."""
        return self._check

    @property
    def curve(self) -> Curve:
        """The points of its curve so far, from left to right."""
        return [] if self._check is None else with_ends(self._curve, self._check)

    @property
    def range(self) -> Range:
        """From where to where the curve goes."""
        assert self._wanted is not None
        return self._wanted

    def takes_long(self, timeline: Timeline, spot: Spot) -> bool:
        """Return whether one would wait for a check."""
        return self._probe_of(timeline, spot).cost > AT_ONCE

    def work_out(self, timeline: Timeline, spot: Spot, eps: float, way: NudgeSide) -> None:
        """Make a check now, and its curve in a while."""
        probe = self._probe_of(timeline, spot)
        self._take(checked(probe, eps, way), range_of(probe, eps))
        if not self._curve:
            self._coming = points(probe, self.range)
            self._later.start()

    def ask(self, timeline: Timeline, spot: Spot, eps: float, way: NudgeSide) -> None:
        """Have a check made that takes long, with its curve, beside everything else."""
        self.stop()
        probe = Probe(timeline, spot)  # its own: nobody else computes with it meanwhile
        title = self.tr("check {0}").format(spot.name)
        work = partial(_worked_out, probe, eps, way)
        self.job_asked.emit(Job(title, work, self._take_all, self.failed.emit, outdated=lambda: None))

    def stop(self) -> None:
        """Give up the curve that is on its way, and forget the check."""
        self._later.stop()
        self._check, self._curve = None, []

    def _probe_of(self, timeline: Timeline, spot: Spot) -> Probe:
        """Return a probe of a number, the one there is where it is the same."""
        probe = self._probe
        if probe is None or probe.timeline is not timeline or not probe.spot.is_same(spot):
            self.stop()
            probe = self._probe = Probe(timeline, spot)
        return probe

    def _take(self, check: Check, wanted: Range) -> None:
        if wanted != self._wanted or self._check is None:
            self._later.stop()
            self._curve = []
        self._check, self._wanted = check, wanted
        self.found.emit(check)

    def _take_all(self, made: tuple[Check, Range, Curve]) -> None:
        check, wanted, curve = made
        own = self._probe
        if own is None or own.timeline is not check.probe.timeline or not own.spot.is_same(check.spot):
            return  # another number is nudged meanwhile
        self._take(check, wanted)
        self._curve = curve
        self.grown.emit()

    def _go_on(self) -> None:
        """Find as many points as there is time for."""
        assert self._probe is not None
        for _ in range(max(_A_TURN // max(self._probe.cost, 1), 1)):
            point = next(self._coming, None)
            if point is None:
                self._later.stop()
                break
            self._curve.append(point)
        self.grown.emit()


def _worked_out(probe: Probe, eps: float, way: NudgeSide) -> tuple[Check, Range, Curve]:
    check, wanted = checked(probe, eps, way), range_of(probe, eps)
    curve: Curve = []
    for point in points(probe, wanted):
        curve.append(point)
        report(0.4 + 0.6 * len(curve) / (POINTS + 1))
    return check, wanted, curve
