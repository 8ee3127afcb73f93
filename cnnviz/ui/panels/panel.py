"""What all panels of the set-up share: a column that scrolls, and what is shown in it."""

from collections.abc import Sequence

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import is_hidden
from cnnviz.qt import QApplication, QEvent, QFrame, QScrollArea, Qt, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.run.timeline import Timeline
from cnnviz.run.veil import hides_given
from cnnviz.session.session import Session
from cnnviz.ui.panels.tab_order import set_tab_order

_AROUND = 16  # pixels that are seen above and below what is scrolled to


class SetupState(NamedTuple):
    """What the panels may know.

    Parameters
    ----------
    experiment : what is set up
    follow : the filter that is followed, None where they come in turn
    palette : the colours in force
    loss : what the run comes to, or None where it has no loss
    can_resize : whether the image was opened, and can be cut out or reduced anew
    layer : which layer is stepped through; behind the last one is the loss
    losses : of each round of training so far
    round : which of them is open
    timeline : the run
    made, wanted : rounds of a training that goes on, those that are done and how many there will be
    decimals : that numbers are written with, 0 for as many as they need
    covered : whether numbers that are set up are hidden, so that nothing of the set-up is to be seen
    """

    experiment: Experiment
    follow: int | None
    palette: Palette
    loss: float | None
    can_resize: bool
    layer: int = 0
    losses: Sequence[float | None] = ()
    round: int = 0
    timeline: Timeline | None = None
    made: int = 0
    wanted: int = 0
    decimals: int = 0
    covered: bool = False


def setup_state(session: Session, palette: Palette, *, can_resize: bool) -> SetupState:
    """Return what the panels may know of a session."""
    training = session.training
    made = [] if training is None else list(training.known)
    rounds = session.rounds if training is None else session.rounds[: session.round + 1]
    losses = [known.loss for known in (*rounds, *made)]
    loss = session.timeline.loss
    if loss is not None and is_hidden(loss):
        losses[session.round] = None
    return SetupState(
        session.experiment,
        session.options.follow,
        palette,
        loss,
        can_resize,
        session.frame.chapter.layer,
        losses,
        session.round,
        session.timeline,
        len(made),
        0 if training is None else training.rounds,
        session.frame.decimals,
        hides_given(session.timeline),
    )


class Panel(QScrollArea):
    """One part of the set-up.

    Signals
    -------
    edited : (the new experiment, what was done in words, what it is a part of or -1)
    """

    edited = pyqtSignal(object, str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take the keyboard
        self.contents = QWidget(self.viewport())
        self.contents.setObjectName("setup_contents")
        self.column = QVBoxLayout(self.contents)
        self.column.setContentsMargins(16, 16, 14, 16)
        self.column.setSpacing(8)
        self.setWidget(self.contents)
        self.entrance: QWidget | None = None  # the control after which Tab comes in

    def show_state(self, state: SetupState) -> None:
        """Show what is set up."""
        raise NotImplementedError

    def order_tabs(self) -> None:
        """Have Tab go through the panel as it is read, behind the button that closes it."""
        if self.entrance is not None:
            set_tab_order(self.column, self.entrance)

    def set_layer(self, layer: int) -> None:
        """Mark what belongs to the layer that is stepped through, if anything does."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that has just been made or shown, once it has its place."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.ensureWidgetVisible(part, 0, _AROUND)
