"""Runs are computed before anything is changed: where memory does not suffice, all stays as it was."""

from cnnviz.experiment.document import Experiment
from cnnviz.run.compute import run_of
from cnnviz.run.kinds import numbers_of
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Timeline


class Runs:
    """Computes the runs of a session; the numbers of an experiment once, in whatever way one goes through it."""

    def __init__(self) -> None:
        self._numbers: Numbers | None = None
        self._ready: tuple[Experiment, RunOptions, Timeline] | None = None

    def knows(self, experiment: Experiment) -> bool:
        """Return whether the numbers of an experiment are there."""
        return self._numbers is not None and self._numbers.experiment is experiment

    def remember(self, numbers: Numbers, options: RunOptions, run: Timeline) -> None:
        """Take over numbers that are about to be shown, and a run of them."""
        self._numbers, self._ready = numbers, (numbers.experiment, options, run)

    def prepare(self, experiment: Experiment, options: RunOptions) -> bool:
        """Compute a run that is about to be shown, and return whether the memory suffices."""
        if not self._is_ready(experiment, options):
            try:
                self._ready = experiment, options, self._run(experiment, options)
            except MemoryError:
                return False
        return True

    def take(self, experiment: Experiment, options: RunOptions) -> Timeline:
        """Return a run: the one that was prepared, or it is computed now."""
        ready, self._ready = self._ready if self._is_ready(experiment, options) else None, None
        return self._run(experiment, options) if ready is None else ready[2]

    def _is_ready(self, experiment: Experiment, options: RunOptions) -> bool:
        ready = self._ready
        return ready is not None and ready[0] is experiment and ready[1] == options

    def _run(self, experiment: Experiment, options: RunOptions) -> Timeline:
        numbers = self._numbers
        if numbers is None or numbers.experiment is not experiment:
            self._numbers = numbers = None  # before the next are computed, so that not both take memory
            self._numbers = numbers = numbers_of(experiment)
        return run_of(experiment, options, numbers)
