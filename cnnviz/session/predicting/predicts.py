"""A session in which someone may predict: the talk goes along with the position, and decides what may be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.experiment.document import Experiment
from cnnviz.qt import QObject, pyqtSignal
from cnnviz.run.timeline import Grain, Position, Timeline
from cnnviz.session.open_run import OpenRun
from cnnviz.trace.steps import Cell, Step

if TYPE_CHECKING:
    from cnnviz.run.frames.asking import Asking, Scope
    from cnnviz.run.veil import Known
    from cnnviz.session.predicting.prediction import Prediction
    from cnnviz.session.predicting.talk import Talk
    from cnnviz.session.undo import Opened


class Predicting(OpenRun):
    """A run of which the next numbers are hidden until they are said.

    Signals
    -------
    experiment_changed, frame_changed, grain_changed, rounds_changed, refused : as in `OpenRun`
    predicting_changed : whether someone predicts
    talk_changed : something else is asked, or said to an answer
    """

    predicting_changed = pyqtSignal(bool)
    talk_changed = pyqtSignal()

    def __init__(
        self, experiment: Experiment | None, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        self._prediction: Prediction | None = None
        self._scope: Scope | None = None  # as it is unless one says otherwise
        super().__init__(experiment, clock, parent)
        self.frame_changed.connect(self._on_frame)

    @property
    def predicting(self) -> bool:
        """Whether someone predicts."""
        return self._prediction is not None

    @property
    def talk(self) -> Talk | None:
        """What is to be seen of the talk, None where nobody predicts."""
        return None if self._prediction is None else self._prediction.talk(self.position)

    def predict(self, on: bool) -> None:
        """Begin to hide what comes next until it is said, or show everything again."""
        if on == self.predicting:
            return
        self.player.pause()
        if on:
            from cnnviz.run.frames.asking import Scope  # a start does not wait for them
            from cnnviz.session.predicting.prediction import Prediction

            self._prediction = Prediction(self.open_frame, self._scope or Scope.ONE)
        else:
            self._prediction = None
        at = self.position
        self._show(Position(at.chapter, at.step))
        self.predicting_changed.emit(on)

    def set_scope(self, scope: Scope) -> None:
        """Ask for one number of every step, only where windows overlap, or for all that is written."""
        self._scope = scope
        if self._prediction is not None and scope is not self._prediction.scope:
            self._prediction.set_scope(scope)
            self._renew()

    def answer(self, given: str | frozenset[Cell]) -> None:
        """Answer the question in hand."""
        if self._prediction is not None:
            self._prediction.answer(given)
            self._renew()

    def try_again(self) -> None:
        """Be asked the same once more."""
        if self._prediction is not None:
            self._prediction.try_again()
            self._renew()

    def show_answer(self) -> None:
        """Have the mistake replayed, where there is one, and then what is right."""
        if self._prediction is not None:
            self._prediction.show()
            self._renew()

    def next_question(self) -> None:
        """Go on to the next question."""
        if self._prediction is not None:
            position = self._prediction.go_on(self.position)
            if position == self.position:
                self._renew()
            else:
                self.seek(position)

    def _renew(self) -> None:
        """Show what may be seen now where one is."""
        self._frame = self._frame_at(self.position)
        self.frame_changed.emit(self._frame)

    def _on_frame(self, _: object) -> None:
        if self._prediction is not None:
            self.talk_changed.emit()

    def _known(self, position: Position) -> Known | None:
        return None if self._prediction is None else self._prediction.known(position)

    def _asking(self) -> Asking | None:
        return None if self._prediction is None else self._prediction.shown_asking()

    def _replay(self) -> Step | None:
        return None if self._prediction is None else self._prediction.replay

    def _take(self, timeline: Timeline) -> None:
        super()._take(timeline)
        if self._prediction is not None:
            self._prediction.forget()

    def _set_open(self, opened: Opened) -> None:
        if self._prediction is not None:
            self._prediction.look_again()
        super()._set_open(opened)

    def move(self, by: int, grain: Grain | None = None) -> None:
        """Go `by` steps on, or back; who predicts goes by whole windows."""
        chosen = grain or self.grain
        super().move(by, Grain.STEP if self.predicting and chosen is Grain.TERM else chosen)

    def toggle(self) -> None:
        """Play or pause; who predicts goes on without an answer."""
        if self.predicting:
            self.move(1)
        else:
            super().toggle()
