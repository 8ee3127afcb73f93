"""What the training panel shows of the rounds that there are."""

from cnnviz.frozen import NamedTuple


class Rounds(NamedTuple):
    """The rounds that there are.

    Parameters
    ----------
    losses : of each, also of those that are only just trained
    current : which of them is open
    made, wanted : how many a training has made that goes on, and how many it is to make; 0 where none does
    stuck : why another would change nothing, or most of the loss stays, or nothing
    aimed : whether there is something to aim at
    left : why the little that is left of the loss stays, once it is learned, or nothing
    fallen : whether so much is learned that what stops the rest is no fault
    learned : what the weights have become, once it is learned, or nothing
    has_way : whether it can be seen what the rounds have made of a kernel
    """

    losses: tuple[float | None, ...]
    current: int
    made: int = 0
    wanted: int = 0
    stuck: str = ""
    aimed: bool = True
    left: str = ""
    fallen: bool = False
    learned: str = ""
    has_way: bool = False
