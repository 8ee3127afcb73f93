"""Training: the loss of each round, the way to any of them, more of them, and what they aim at."""

from dataclasses import replace

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.limits import Limit
from cnnviz.explain.numbers import written
from cnnviz.explain.training.teaching import outcome, why_untrainable
from cnnviz.qt import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget, pyqtSignal
from cnnviz.ui.cards.card import Card
from cnnviz.ui.cards.rate_field import rate_field
from cnnviz.ui.cards.training.becomes import Becomes
from cnnviz.ui.cards.training.loss_curve import curve
from cnnviz.ui.cards.training.loss_plot import LossPlot
from cnnviz.ui.cards.training.loss_scale import LossScale
from cnnviz.ui.cards.training.outcome import Outcome
from cnnviz.ui.cards.training.rounds import Rounds
from cnnviz.ui.cards.training.training_progress import TrainingProgress
from cnnviz.ui.cards.training.training_target import TrainingTarget, allow
from cnnviz.ui.theme import wear

ROUNDS = (10, 100)
"""How many rounds the buttons train."""
_APART, _TIGHT = 5, 2  # pixels between what stands one below the other, and in a low window
_SMALL, _CAPTION = 76, 46  # pixels of a field beside which words stand, and at least of those before it


class TrainingCard(Card):
    """Shows the rounds so far and asks for more, for one of them, or for something to aim at.

    Signals
    -------
    rounds_asked : how many more
    round_chosen : which one to go back to, counted from 0
    go_on_asked : the next round of the one that is open
    target_wanted : a target that can be learned
    change_asked : the panel of the loss
    stop_asked : what is trained is enough
    way_asked : what the rounds have made of a kernel
    """

    rounds_asked = pyqtSignal(int)
    round_chosen = pyqtSignal(int)
    go_on_asked = pyqtSignal()
    target_wanted = pyqtSignal()
    change_asked = pyqtSignal()
    stop_asked = pyqtSignal()
    way_asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("training", "Training", parent, alone=True)
        self._experiment: Experiment | None = None
        self._shown: tuple[Rounds, Palette, int] | None = None
        self._scale = LossScale(self)
        self._scale.chosen.connect(self._draw)
        self.plot = LossPlot(self)
        self.plot.round_chosen.connect(self.round_chosen)
        self._round = self.number("round", self.tr("Round to go to"))
        self._round.edited.connect(self.round_chosen)
        self._count = self.note("round_count")
        self._count.setWordWrap(False)
        self._rate = rate_field("training_rate", self)
        self.tell_of(self._rate)
        self._rate.edited.connect(self._edit_rate)
        self._stuck = self.note("stuck", "reason")
        self._outcome = Outcome(self.note("outcome"), self)
        self._outcome.way_asked.connect(self.way_asked)
        self._progress = TrainingProgress(self._outcome, self.reason, self._stuck, self)
        self._progress.stopped.connect(self.stop_asked)
        self._target = TrainingTarget(self)
        self._target.wanted.connect(self.target_wanted)
        self._target.change_asked.connect(self.change_asked)
        self._more = {rounds: self._button(rounds) for rounds in ROUNDS}
        self._go_on = QPushButton(self)
        self._go_on.setObjectName("go_on")
        self._go_on.setProperty("kind", "primary")
        self._go_on.clicked.connect(self.go_on_asked)
        self._becomes = Becomes(self)
        self._lay_out()
        self.set_tight(tight=False)

    def set_tight(self, *, tight: bool) -> None:
        """Have less between all that there is, and say less, so that a low window has room for it; or more."""
        self.tight = tight
        self.column.setSpacing(_TIGHT if tight else _APART)
        self._becomes.set_short(short=tight)

    @property
    def beyond(self) -> int:
        """How many pixels words take beyond the room that there always is for them: the plot gives none of its own."""
        self._outcome.layout().activate()
        words = self._progress.beyond
        self._becomes.keep_room()
        self.column.activate()  # else the panel would reckon with the height of what was shown before
        return words

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Loss of each round"), self)
        title.setProperty("kind", "strong")
        self._add_row(title, 1, self._scale, gap=0)
        self.column.addWidget(self.plot)
        for field in (self._round, self._rate):
            field.setFixedWidth(_SMALL)
        self._add_row(self._caption("Round", self._round), self._round, self._count, 1)
        self.column.addWidget(_line(self))
        later = self.note("rate_note")
        later.setWordWrap(False)
        later.setText(self.tr("next round on"))
        self._add_row(self._caption("Rate η", self._rate), self._rate, later, 1)
        self._add_row(*self._more.values())
        self.column.addWidget(self._progress)
        self.column.addWidget(_line(self))
        self.column.addWidget(self._target)
        self.column.addStretch(1)
        self.column.addWidget(self._go_on)
        self.column.addWidget(self._becomes)

    def _add_row(self, *parts: QWidget | int, gap: int = 8) -> None:
        """Append parts side by side; a number is stretched room, and so are parts where there is none."""
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(gap)
        stretches = any(isinstance(part, int) for part in parts)
        for part in parts:
            if isinstance(part, int):
                row.addStretch(part)
            else:
                row.addWidget(part, 0 if stretches else 1)

    def show_rounds(
        self, experiment: Experiment, rounds: Rounds, palette: Palette, follow: int = 0, decimals: int = 0
    ) -> None:
        """Show the loss of every round, which one is open, how far a training is, and what it aims at."""
        self._target.compare(self._experiment, experiment)
        losses, current = rounds.losses, rounds.current
        before = self._shown[0] if self._shown else rounds
        goes_on = (before.current, len(before.losses)) != (current, len(losses))
        self._experiment, self._shown = experiment, (rounds, palette, decimals)
        last = self.tr("round {0} is the last: train more").format(len(losses) - 1)
        first = self.tr("round 0 is where training began")
        self._round.show_value(current, Limit(0, len(losses) - 1, first, last))
        self._count.setText(self.tr("of {0} so far").format(len(losses) - 1))
        came_to = outcome(losses, decimals, aimed=rounds.aimed)
        several = self._weighted(experiment) > 1
        self._outcome.tell(came_to, rounds.learned, rounds.left, has_way=rounds.has_way, several=several)
        self._rate.show_value(experiment.learning_rate)
        self._progress.show_progress(rounds.made, rounds.wanted)
        if goes_on or self._stuck.text() != rounds.stuck:
            self.unsay()  # what was said was about another state
        self._stuck.setText(rounds.stuck)
        wear(self._stuck, kind="muted" if rounds.fallen else "reason")
        self._show_stuck()
        wear(self._go_on, kind="primary" if rounds.aimed else "secondary")
        self._target.show_target(experiment, palette, follow)
        self._tell_of_next(experiment, current, len(losses) - 1)
        later, tip = len(losses) - 1 - current, self.tr("Make the round that comes after this one")
        gone = self.tr("; the {0} after it go").format(later) if later else ""
        why_not = why_untrainable(experiment)
        allow(self._go_on, tip + gone, why_not)
        for more, button in self._more.items():
            does = self.tr("Update the parameters {0} times, each time by the whole run")
            allow(button, does.format(more), why_not)
        self._scale.show_losses(losses)
        self._draw()

    def say(self, reason: str, of: QWidget | None = None) -> None:
        """Say for a while why something is impossible, in the place that is kept for it."""
        wear(self.reason, kind="reason")
        super().say(reason, of)
        self._show_stuck()

    def remark(self, words: str) -> None:
        """Say there what is no fault."""
        self.say(words)
        wear(self.reason, kind="muted")

    def unsay(self) -> None:
        """Take that back."""
        super().unsay()
        self._show_stuck()

    def _show_stuck(self) -> None:
        """Have one sentence at a time: what it came to and what stops it for good stand behind what was just said."""
        assert self._shown is not None
        rounds = self._shown[0]
        stuck = bool(rounds.stuck) and not rounds.wanted
        self._progress.show_words(stuck=stuck, covered=not self.reason.isHidden())

    def _draw(self) -> None:
        assert self._shown is not None
        rounds, palette, decimals = self._shown
        log, planned = self._scale.log, len(rounds.losses) - 1 + rounds.wanted - rounds.made
        drawn = curve(rounds.losses, rounds.current, planned, aimed=rounds.aimed, log=log, decimals=decimals)
        self.plot.show_curve(drawn, palette)

    def _tell_of_next(self, experiment: Experiment, current: int, last: int) -> None:
        """Say which round the button begins, with what, and which rounds it drops."""
        weighted = self._weighted(experiment)
        if weighted == 1:
            begins = self.tr("Begin round {0} with the new W")
            becomes = self.tr("W becomes W − η·dW, b likewise")
        else:
            begins = self.tr("Begin round {0} with new weights")
            becomes = self.tr("every W becomes W − η·dW, b likewise")
        self._go_on.setText(begins.format(current + 1))
        self._becomes.tell(becomes, current, last, silent=not weighted)

    @staticmethod
    def _weighted(experiment: Experiment) -> int:
        return sum(bool(layer.parameters) for layer in experiment.layers)

    def _edit_rate(self, rate: float) -> None:
        assert self._experiment is not None
        text = self.tr("set learning rate to {0}").format(written(rate))
        self.ask(replace(self._experiment, learning_rate=rate), text, self._rate.part)

    def _button(self, rounds: int) -> QPushButton:
        button = QPushButton(self.tr("Train {0}").format(rounds), self)
        button.setObjectName(f"train_{rounds}")
        button.setProperty("kind", "narrow")
        button.clicked.connect(lambda: self.rounds_asked.emit(rounds))
        return button

    def _caption(self, text: str, field: QWidget) -> QLabel:
        label = QLabel(self.tr(text), self)
        label.setBuddy(field)
        label.setMinimumWidth(_CAPTION)
        return label


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
