"""What someone who predicts sees of the talk: the question, and what was said to the answer."""

from enum import Enum

from cnnviz.explain.questions.judging import Verdict
from cnnviz.explain.questions.question import Question
from cnnviz.frozen import NamedTuple


class Turn(Enum):
    """Whose turn it is, and what is to be seen."""

    ASKED = "asked"
    WRONG = "wrong"
    REPLAY = "replay"
    RIGHT = "right"
    SHOWN = "shown"
    NOTHING = "nothing"
    ENDED = "ended"


class Talk(NamedTuple):
    """The state of a question.

    Parameters
    ----------
    turn : what is to be seen
    question : what is asked, None where nothing is
    verdict : what was said last
    words : a sentence of its own: at the end of a chapter what sits, and where nothing is asked that it is so
    """

    turn: Turn
    question: Question | None = None
    verdict: Verdict | None = None
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self.turn is Turn.ASKED

    @property
    def may_try(self) -> bool:
        """Whether the same can be asked once more: a wrong answer was given."""
        return self.turn in (Turn.WRONG, Turn.REPLAY)
