"""What is learned: rounds of training one after another, the way back to any of them, and a target to learn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cnnviz.experiment.document import Experiment
from cnnviz.qt import pyqtSignal
from cnnviz.run.numbers.training import Round
from cnnviz.session.editing import Editing

if TYPE_CHECKING:
    from cnnviz.session.learning.training import Say, Training


class Learning(Editing):
    """A run whose experiment is one of the rounds of a training, more of which are made in jobs.

    Signals
    -------
    went_on : a round has been applied, and the next one is open
    """

    went_on = pyqtSignal()
    _training: Training | None = None

    @property
    def training(self) -> Training | None:
        """The training that goes on, if one does."""
        mine = self._training
        return mine if mine is not None and self._jobs is not None and self._jobs.job is mine.job else None

    @property
    def has_earlier(self) -> bool:
        """Whether there is a round before the one that is open that one can go back to."""
        return any(known.is_known for known in self._rounds[: self.round])

    def train(
        self,
        rounds: int,
        failed: Say | None = None,
        title: str = "",
        *,
        at_start: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Repeat the whole run with the parameters that come of it, so many times, as a job and one edit.

        Why it cannot be is said to `failed`, else by `refused`.
        """
        from cnnviz.explain.training.teaching import why_stuck
        from cnnviz.session.learning.training import train

        before, say = self._rounds[: self.round + 1], failed or self.refused.emit

        def keep(known: Sequence[Round], text: str) -> None:
            self._open_round(known[-1].experiment, text, [*before, *known], at_start=at_start, then=then)

        stuck = why_stuck(self.experiment, self._timeline, earlier=self.has_earlier)
        if stuck:
            say(stuck.removesuffix("."))
        else:
            self._training = train(self.experiment, before, rounds, self.jobs, keep, say, title)

    def go_on(self, failed: Say | None = None) -> None:
        """Make the next round of the one that is open, in place of those that came after it.

        Where this one has been gone through to its end, one stands at the beginning of the next.
        """
        title, ended = (
            self.tr("begin round {0} with the new parameters").format(self.round + 1),
            self.position == self._timeline.last,
        )
        self.train(1, failed, title, at_start=ended, then=self.went_on.emit)

    def teach(self, failed: Say | None = None) -> None:
        """Look for a target that can be learned, as a job, and set it with loss and rate as one edit.

        Where the weights in hand can learn none, it is looked for with those that training began with.
        """
        from cnnviz.explain.training.dead import dead_activations
        from cnnviz.session.learning.teaching import teach

        first = self._rounds[0]
        start = first.experiment if self.round and first.is_known else None
        dead = "" if self._timeline.is_veiled else next(iter(dead_activations(self._timeline).values()), "")

        def use(experiment: Experiment, text: str, then: Callable[[], object]) -> None:
            self._open_round(experiment, text, (), then=then)

        teach(self.experiment, start, self.jobs, use, failed or self.refused.emit, dead.removesuffix("."))

    def go_to_round(self, number: int) -> None:
        """Go back, or forth again, to a round of the training, with the very numbers that it had."""
        if self.training is not None:
            self.jobs.cancel()  # what it has done is kept, and one of it may be wanted
        if not self._rounds[number].is_known:
            words = self.tr(
                "Of round {0} the file had the loss alone, not its parameters: train again to go there"
            )
            self._refuse(words.format(number))
        elif number != self.round:
            text = self.tr("go to round {0}").format(number)
            self._open_round(self._rounds[number].experiment, text, self._rounds)

    def _open_round(
        self,
        experiment: Experiment,
        text: str,
        rounds: Sequence[Round],
        *,
        at_start: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Open one of some rounds, as one edit, and go to its beginning if asked to; when it is open, go on."""

        def show() -> None:
            if not self._push(experiment, text, rounds=rounds):
                return
            if at_start:
                self.go_to_start()
                self._keep_place()
            if then is not None:
                then()

        self._beforehand.compute(experiment, self._fitting(experiment), text, show)
