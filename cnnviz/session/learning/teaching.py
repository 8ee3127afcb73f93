"""Looking for a target as a job: what is found is one edit of target, loss and rate."""

from collections.abc import Callable
from typing import TypeAlias

from cnnviz.experiment.document import Experiment
from cnnviz.explain.training.teaching import caveat, target_words
from cnnviz.qt import QCoreApplication
from cnnviz.run.lessons.lesson import Lesson, lesson_for
from cnnviz.session.jobs.jobs import Job, Jobs

Say: TypeAlias = Callable[[str], object]
Use: TypeAlias = Callable[[Experiment, str, Callable[[], object]], object]


def teach(
    experiment: Experiment, start: Experiment | None, jobs: Jobs, use: Use, say: Say, dead: str = ""
) -> None:
    """Look for a target that `experiment` can learn, or else `start`.

    Parameters
    ----------
    start : what the training began with that led to `experiment`, where one did
    use : takes the experiment with the target, what undo calls that, and what is to be done when it is open
    say : takes the sentence that says why there is none, what will not be seen of it, or where one is now
    dead : why the weights in hand learn nothing, and what to do about it, where that is known
    """

    def work() -> tuple[Lesson, bool]:
        try:
            return lesson_for(experiment), False
        except ValueError:
            if start is None:
                raise
            return lesson_for(start), True

    def done(found: tuple[Lesson, bool]) -> None:
        lesson, is_back = found
        words, remarks = target_words(lesson.experiment), [caveat(lesson)]
        text = _translated("set the target: {0}")
        if is_back:
            text = _translated("go back to round 0 and set the target: {0}")
            remarks.insert(0, _translated("Back at round 0: the weights in hand could learn no target."))
        said = " ".join(filter(None, remarks))
        use(lesson.experiment, text.format(words[0].lower() + words[1:]), lambda: said and say(said))

    def failed(reason: str) -> None:
        say(dead or reason)

    def outdated() -> None:
        say(_translated("The target was not looked for any longer, since what it was for was changed"))

    title = _translated("look for a target")
    words = _translated("Looking for a target that can be learned")
    jobs.start(Job(title, work, done, failed, outdated=outdated, words=lambda: words))


def _translated(text: str) -> str:
    return QCoreApplication.translate("teaching", text)
