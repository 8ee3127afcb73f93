"""The panels of the set-up that hold one thing each: the image, the loss, training."""

from collections.abc import Callable, Mapping

from cnnviz.canvas.palette import Palette
from cnnviz.explain.training.ending import what_was_learned
from cnnviz.explain.training.teaching import (
    has_fallen,
    has_learned,
    what_is_left,
    why_aimless,
    why_slow,
    why_stuck,
)
from cnnviz.qt import QAction, QEvent, QObject, QResizeEvent, QWidget, pyqtSignal
from cnnviz.ui.cards.image_card import ImageCard
from cnnviz.ui.cards.loss_card import LossCard
from cnnviz.ui.cards.training.loss_plot import LEAST
from cnnviz.ui.cards.training.rounds import Rounds
from cnnviz.ui.cards.training.training_card import TrainingCard
from cnnviz.ui.panels.setup.panel import Panel
from cnnviz.ui.panels.setup.setup_state import SetupState

_AROUND = 16, 12, 14, 12  # pixels left of the panel of training, above, right and below
_GAINED = 80  # pixels at most that less between all parts of a panel leaves


class ImagePanel(Panel):
    """The image, to draw on and to choose."""

    def __init__(
        self, actions: Mapping[str, QAction], palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.column.setContentsMargins(24, 16, 22, 16)  # it has no card around it
        self.card = ImageCard(actions, palette, self.contents)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the image."""
        self.card.show_experiment(state.experiment, state.palette, can_resize=state.can_resize)


class LossPanel(Panel):
    """The loss, its target, and the learning rate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = 0
        self.card = LossCard(self.contents)
        self.card.edited.connect(self.edited)
        self.card.said.connect(self.bring_into_view)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the loss, marked while it is what is stepped through."""
        self._layers = len(state.experiment.layers)
        self.card.show_experiment(state.experiment, state.loss, state.palette, state.follow or 0)
        self.set_layer(state.layer)

    def set_layer(self, layer: int) -> None:
        """Mark the loss: it stands behind the last layer."""
        self.card.set_current(layer >= self._layers)


class TrainingPanel(Panel):
    """The loss of each round, more of them, and what they aim at.

    Signals
    -------
    rounds_asked : (how many more rounds, what says why they cannot be)
    go_on_asked, lesson_asked : the next round, something to learn (what says why it cannot be)
    """

    rounds_asked = pyqtSignal(int, object)
    go_on_asked = pyqtSignal(object)
    lesson_asked = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setContentsMargins(*_AROUND)
        self.card = TrainingCard(self.contents)
        self._say: Callable[[str], object] = self.card.say  # why there are no more rounds
        self.card.edited.connect(self.edited)
        self.card.said.connect(self.bring_into_view)
        self.card.rounds_asked.connect(self._ask_rounds)
        self.card.go_on_asked.connect(self._ask_to_go_on)
        self.card.target_wanted.connect(self._ask_lesson)
        self.column.addWidget(self.card, 1)

    def _ask_rounds(self, rounds: int) -> None:
        self.rounds_asked.emit(rounds, self._say)

    def _ask_to_go_on(self) -> None:
        self.go_on_asked.emit(self._say)

    def _ask_lesson(self) -> None:
        self.lesson_asked.emit(self.card.say)

    def show_state(self, state: SetupState) -> None:
        """Show the rounds so far, and how far a training is."""
        assert state.timeline is not None
        stuck = why_stuck(state.experiment, state.timeline, earlier=state.has_earlier)
        if state.round and not stuck:  # before the first round nothing has come to a stop
            stuck = why_slow(state.timeline, state.losses[: state.round + 1])
        aimed = not why_aimless(state.experiment)
        left = learned = ""
        ended = not state.wanted and state.round == len(state.losses) - 1
        if aimed and ended and has_learned(state.losses):
            left, stuck = stuck or what_is_left(state.timeline, state.losses), ""
            learned = what_was_learned(state.timeline, state.losses, state.decimals)
        fallen = aimed and has_fallen(state.losses[: state.round + 1])
        has_way = state.known > 1 and not state.timeline.is_veiled and bool(state.timeline.weight_updates)
        rounds = Rounds(
            tuple(state.losses),
            state.round,
            state.made,
            state.wanted,
            stuck,
            aimed,
            left,
            fallen,
            learned,
            has_way,
        )
        self._say = self.card.remark if left or (fallen and stuck) else self.card.say
        self.card.show_rounds(state.experiment, rounds, state.palette, state.follow or 0, state.decimals)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave all that is beneath the plot in sight; what a training says takes nothing from it."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do so when what is shown takes more room than before, or less."""
        if watched is self.contents and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        plot, room, beyond = self.card.plot, self.viewport().size(), self.card.beyond
        left, top, right, bottom = _AROUND
        bar = self.width() - room.width()  # where one scrolls: no part gets narrower by that
        self.column.setContentsMargins(left, top, max(right - bar, 0), bottom)
        rest = self.contents.heightForWidth(room.width()) - beyond - plot.height()
        high = room.height() - rest
        tight = high < LEAST + (_GAINED if self.card.tight else 0)
        if tight is not self.card.tight:
            self.card.set_tight(tight=tight)
        plot.fit(high)
        self.contents.setMinimumHeight(rest + plot.height())  # with room for words also while there are none
