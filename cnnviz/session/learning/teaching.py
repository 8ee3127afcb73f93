"""Looking for a target as a job: what is found is one edit of target, loss and rate."""

from collections.abc import Callable
from typing import TypeAlias

from cnnviz.experiment.document import Experiment
from cnnviz.explain.training.teaching import caveat, target_words
from cnnviz.qt import QCoreApplication
from cnnviz.run.lessons.lesson import Lesson, lesson_for
from cnnviz.session.jobs.jobs import Job, Jobs

Say: TypeAlias = Callable[[str], object]
Use: TypeAlias = Callable[[Experiment, str], object]


def teach(experiment: Experiment, jobs: Jobs, use: Use, say: Say) -> None:
    """Look for a target that `experiment` can learn.

    Parameters
    ----------
    use : takes the experiment with the target, and what undo calls that
    say : takes the sentence that says why there is none, or what will not be seen of it
    """

    def done(lesson: Lesson) -> None:
        words = target_words(lesson.experiment)
        use(lesson.experiment, _translated("set the target: {0}").format(words[0].lower() + words[1:]))
        if caveat(lesson):
            say(caveat(lesson))

    def outdated() -> None:
        say(_translated("The target was not looked for any longer, since what it was for was changed"))

    title = _translated("look for a target")
    words = _translated("Looking for a target that can be learned")
    jobs.start(Job(title, lambda: lesson_for(experiment), done, say, outdated=outdated, words=lambda: words))


def _translated(text: str) -> str:
    return QCoreApplication.translate("teaching", text)
