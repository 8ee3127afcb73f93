"""The runs of a session: what is shown next, computed before anything is changed, and what was before a stroke.

Where memory does not suffice for a run, all stays as it was.
"""

from cnnviz.experiment.document import Experiment, same
from cnnviz.run.compute import run_of
from cnnviz.run.kinds import numbers_of
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Timeline

MOST_BYTES = 32 * 2**20
"""Memory of a run that is held on to beside the one that is shown."""


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


class BeforeStroke:
    """The run before what is being drawn, held on to until one does something else; None before and after."""

    def __init__(self) -> None:
        self.before: Timeline | None = None
        self._part = -1

    def go_on(self, before: Experiment, after: Experiment, part_of: int, run: Timeline) -> None:
        """Know of an edit: one more part of the stroke in hand, or the first of the next, or nothing drawn at all.

        Parameters
        ----------
        before, after : the experiment that is open, and the one that is about to be
        part_of : the number that all parts of a stroke share, -1 where there is but one
        run : of the experiment that is open
        """
        from cnnviz.experiment.size import run_bytes  # a start does not wait for it

        if not _is_drawn(before, after) or run_bytes(after) > MOST_BYTES:
            self.end()
        elif self.before is None or part_of == -1 or part_of != self._part:
            self.before, self._part = run, part_of

    def end(self) -> None:
        """Let the run before the stroke go."""
        self.before = None


def _is_drawn(before: Experiment, after: Experiment) -> bool:
    """Return whether nothing but pixels of the image is another number, and no other image is there."""
    if after.image_name != before.image_name:
        return False
    if after.image.shape != before.image.shape or after.image is before.image:
        return False
    return same(after.with_image(before.image, before.image_name), before.with_layers(before.layers))
