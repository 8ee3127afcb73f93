"""A run that takes long is computed beside everything else, before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.size import takes_long, why_too_large
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QCoreApplication
from cnnviz.run.compute import run_of
from cnnviz.run.numbers.computed import computed
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Timeline
from cnnviz.session.jobs.jobs import Job, Jobs
from cnnviz.session.runs import Runs


class _Wish(NamedTuple):
    """What is to be shown, and which way one goes through it; `part_of` as in `Session.edit`."""

    experiment: Experiment
    options: RunOptions
    text: str
    show: Callable[[], object]
    part_of: int


class _Computed(NamedTuple):
    numbers: Numbers
    run: Timeline


class Beforehand:
    """Computes what a person has asked for, and shows it then.

    Parameters
    ----------
    runs : where the numbers are put
    refuse : takes a sentence, and has everything shown again as it is
    """

    def __init__(self, jobs: Jobs, runs: Runs, refuse: Callable[[str], object]) -> None:
        self._jobs, self._runs, self._refuse = jobs, runs, refuse
        self._beside = Jobs()  # for what is asked for while a file is read, which goes on
        self._job: Job | None = None
        self._wish: _Wish | None = None

    def compute(
        self,
        experiment: Experiment,
        options: RunOptions,
        text: str,
        show: Callable[[], object],
        part_of: int = -1,
    ) -> None:
        """Compute an experiment, called `text`, and `show` it as `options` have it: at once where it takes a moment.

        Of several that are `part_of` the same thing, such as the turns of a wheel, the last is shown.
        """
        wish = _Wish(experiment, options, text, show, part_of)
        going_on = self._job is not None and self._job in (self._jobs.job, self._beside.job)
        if going_on and self._wish is not None and _is_the_same(wish, self._wish):
            self._wish = wish
            return
        if self._runs.knows(experiment) or not _is_worth_it(experiment):
            show()
            return
        self._jobs.outdate()
        self.outdate()
        self._start(wish)

    def outdate(self) -> None:
        """Give up what has begun with what is changed now, beside a file that is read."""
        self._beside.outdate()

    def close(self) -> None:
        """Stop what is computed beside a file."""
        self._beside.close()

    def _start(self, wish: _Wish) -> None:
        self._wish = wish
        work = partial(_computed, wish.experiment, wish.options)
        self._job = Job(
            wish.text, work, self._take, self._refuse, partial(self._refuse, ""), self._give_up, self._words
        )
        (self._jobs if self._jobs.job is None else self._beside).start(self._job)

    def _take(self, made: _Computed) -> None:
        wish = self._wish
        assert wish is not None
        self._job = self._wish = None
        if made.numbers.experiment is wish.experiment:
            self._runs.remember(made.numbers, wish.options, made.run)
            wish.show()
        else:  # something else was asked for meanwhile
            self._start(wish)

    def _give_up(self) -> None:
        assert self._wish is not None
        words = QCoreApplication.translate(
            "beforehand", "“{0}” is given up, since something else was changed while it was computed"
        )
        self._refuse(words.format(self._wish.text))

    def _words(self) -> str:
        assert self._wish is not None
        return QCoreApplication.translate("beforehand", "Computing · {0}").format(self._wish.text)


def _computed(experiment: Experiment, options: RunOptions) -> _Computed:
    """Compute all that is shown of an experiment, and find out about its numbers what views ask for."""
    from cnnviz.explain.looking_through import look_through

    numbers = computed(experiment)
    run = run_of(experiment, options, numbers)
    look_through(run)
    return _Computed(numbers, run)


def _is_the_same(wish: _Wish, before: _Wish) -> bool:
    """Return whether somebody who wishes this has what he has wished before."""
    return wish.part_of == before.part_of != -1 or wish.experiment is before.experiment


def _is_worth_it(experiment: Experiment) -> bool:
    """Return whether an experiment takes long; one that is refused takes no time."""
    return takes_long(experiment) and why_too_large(experiment) is None
