"""What the panels of the set-up may know of a session."""

from collections.abc import Sequence

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import is_hidden
from cnnviz.run.timeline import Timeline, hides_given
from cnnviz.session.session import Session


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
    known : of how many rounds there is more than the loss, which is all that a document keeps
    has_earlier : whether there is a round before the open one that one can go back to
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
    known: int = 0
    has_earlier: bool = False


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
        sum(known.is_known for known in (*rounds, *made)),
        session.has_earlier,
    )
