"""Training as a job: round after round on its own copy, within the memory that is kept for their parameters."""

from collections.abc import Callable, Sequence

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.size import megabytes, parameter_bytes
from cnnviz.explain.numbers import shown
from cnnviz.progress import report
from cnnviz.qt import QCoreApplication
from cnnviz.run.training import Round, rounds_after
from cnnviz.session.jobs import Job
from cnnviz.session.memory import ROUNDS_BYTES, rounds_that_fit


def training_job(
    experiment: Experiment,
    rounds: int,
    keep: Callable[[Sequence[Round], str], object],
    failed: Callable[[str], object],
) -> Job:
    """Return the job that trains `experiment` for so many rounds; stopped by a person, it keeps those that are done.

    Parameters
    ----------
    keep : takes the rounds that are done, and what undo calls them
    failed : takes the sentence that says why there are none
    """
    known: list[Round] = []

    def work() -> None:
        for done in rounds_after(experiment, rounds):
            known.append(done)
            report(len(known) / rounds)

    def finish(_: object = None) -> None:
        done = list(known)  # the thread may be in the middle of the next
        if done:
            keep(done, _title(len(done)))

    def words() -> str:
        loss = known[-1].loss if known else None
        text = _translated("Training · round {0} of {1}").format(len(known), rounds)
        return text if loss is None else text + _translated(" · loss {0}").format(shown(loss))

    def outdated() -> None:
        failed(_translated("The training was stopped and forgotten, since what it began with was changed"))

    return Job(
        _title(rounds),
        work,
        finish,
        failed,
        finish,
        outdated,
        words,
        _translated("the rounds that are done are kept"),
    )


def why_not_trained(experiment: Experiment, rounds: Sequence[Round], more: int) -> str | None:
    """Return why so many rounds cannot follow those that there are, or None where they can."""
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
