"""What a file holds."""

from dataclasses import field

from cnnviz.experiment.document import Experiment
from cnnviz.frozen import frozen_dataclass
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


@frozen_dataclass(eq=False)
class Document:
    """An experiment, where one is in its run, and how it is shown.

    Parameters
    ----------
    experiment : what is set up
    options, position : how one goes through its run, and how far one has come
    losses : of each round of training that it is one of; none where it was never trained
    round : which of them it is
    selected : the cell that was chosen on the stage
    decimals : numbers are written with so many, or with as many as they need where it is 0
    panels : what is open beside the stage
    hidden : the cells that whoever opens it has to predict
    text : what the author says about it
    """

    experiment: Experiment
    options: RunOptions = field(default_factory=RunOptions)
    position: Position = Position(0, 0)
    losses: tuple[float | None, ...] = ()
    round: int = 0
    selected: Cell | None = None
    decimals: int = 0
    panels: tuple[str, ...] = ()
    hidden: tuple[Cell, ...] = ()
    text: str = ""
