"""Training as a job: round after round on its own copy, within the memory that is kept for their parameters."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.size import megabytes, parameter_bytes
from cnnviz.explain.numbers import shown
from cnnviz.progress import report
from cnnviz.qt import QCoreApplication
from cnnviz.run.numbers.training import Round, rounds_after
from cnnviz.session.jobs.jobs import Job, Jobs
from cnnviz.session.memory import ROUNDS_BYTES, rounds_that_fit, take_buffer

Say: TypeAlias = Callable[[str], object]
Keep: TypeAlias = Callable[[Sequence[Round], str], object]


class Training:
    """A training on its way: so many rounds more, of which those in `known` are done."""

    def __init__(self, experiment: Experiment, rounds: int) -> None:
        self._experiment, self.rounds = experiment, rounds
        self.known: list[Round] = []
        self.job: Job | None = None

    def work(self) -> None:
        """Compute round after round."""
        for done in rounds_after(self._experiment, self.rounds):
            self.known.append(done)
            report(len(self.known) / self.rounds)

    def words(self) -> str:
        """Return how far it is."""
        loss = self.known[-1].loss if self.known else None
        text = _translated("Training · round {0} of {1}").format(len(self.known), self.rounds)
        return text if loss is None else text + _translated(" · loss {0}").format(shown(loss))


def train(
    experiment: Experiment,
    before: Sequence[Round],
    rounds: int,
    jobs: Jobs,
    keep: Keep,
    failed: Say,
    title: str = "",
) -> Training | None:
    """Train `experiment` for so many rounds, and return the training; stopped by a person, it keeps what is done.

    Parameters
    ----------
    before : the rounds that lead to it
    keep : takes the rounds that are done, and what undo calls them
    failed : takes the sentence that says why there are none
    title : what undo calls it, where it is not just so many rounds
    """
    take_buffer()
    reason = _why_not(experiment, before, rounds)
    if reason is not None:
        failed(reason)
        return None
    training = Training(experiment, rounds)
    training.job = _job(training, keep, failed, title)
    jobs.start(training.job)
    return training


def _job(training: Training, keep: Keep, failed: Say, title: str) -> Job:
    def finish(_: object = None) -> None:
        done = list(training.known)  # the thread may be in the middle of the next
        if done:
            keep(done, title or _title(len(done)))

    def outdated() -> None:
        failed(_translated("The training was stopped and forgotten, since what it began with was changed"))

    return Job(
        title or _title(training.rounds),
        training.work,
        finish,
        failed,
        finish,
        outdated,
        training.words,
        _translated("the rounds that are done are kept"),
    )


def _why_not(experiment: Experiment, rounds: Sequence[Round], more: int) -> str | None:
    most = rounds_that_fit(experiment, rounds)
    if more <= most:
        return None
    each, given = megabytes(parameter_bytes(experiment)), megabytes(ROUNDS_BYTES)
    if most == 0:
        words = _translated(
            "the parameters of one more round take {0}, and {1} are given to all rounds: "
            "go back to an earlier round, and train from there"
        )
        return words.format(each, given)
    words = _translated(
        "the parameters of {0} rounds take {0} × {1}, and {2} are given to all rounds: there is room for {3}"
    )
    return words.format(more, each, given, most)


def _title(rounds: int) -> str:
    return _translated("train {0} rounds").format(rounds)


def _translated(text: str) -> str:
    return QCoreApplication.translate("training", text)
