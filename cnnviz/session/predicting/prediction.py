"""The talk with someone who predicts: asked, answered, shown, and on to the next question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cnnviz.explain.questions.choosing import askings
from cnnviz.explain.questions.judging import Verdict, judge, told
from cnnviz.explain.questions.question import Question, question
from cnnviz.explain.questions.tally import AnswerTally
from cnnviz.explain.sums.terms import is_copy
from cnnviz.run.frames.asking import Asking, AskKind, Scope
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Grain, Position
from cnnviz.run.veil import Known
from cnnviz.session.predicting.talk import Talk, Turn
from cnnviz.trace.steps import Cell, Step

_MOST_STEPS = 20_000  # that are looked through for the next question


class Prediction:
    """What is asked at each position, and what has been answered.

    Parameters
    ----------
    open_frame : returns the frame of a position in which nothing is hidden
    scope : what of a step is asked for
    """

    def __init__(self, open_frame: Callable[[Position], Frame], scope: Scope) -> None:
        self._open_frame, self._scope = open_frame, scope
        self._position: Position | None = None
        self._queue: Sequence[Asking] = ()
        self._at = 0
        self._answered: set[tuple[int, int]] = set()
        self._turn = Turn.NOTHING
        self._verdict: Verdict | None = None
        self._again = False  # whether the question in hand has been answered before
        self._whole, self._chapter = AnswerTally(), AnswerTally()
        self._ended = -1  # the chapter of which it was said last how it went

    @property
    def scope(self) -> Scope:
        """What of a step is asked for."""
        return self._scope

    def set_scope(self, scope: Scope) -> None:
        """Ask for something else of each step."""
        self._scope, self._position = scope, None

    def look_again(self) -> None:
        """Ask anew what can be asked where one is: other numbers are hidden."""
        self._position = None

    def forget(self) -> None:
        """Know nothing of answers: it is another run."""
        self._answered.clear()
        self._position = None

    def look(self, position: Position) -> None:
        """Be at a position, where there may be a question."""
        if position == self._position:
            return
        if self._position is not None and position.chapter != self._position.chapter:
            self._chapter = AnswerTally()
        self._position, self._at, self._again, self._verdict = position, 0, False, None
        done = (position.chapter, position.step) in self._answered
        self._queue = () if done else self._askings(position)
        self._turn = Turn.ASKED if self._queue else Turn.NOTHING

    def _askings(self, position: Position) -> Sequence[Asking]:
        return askings(self._open_frame(position), self._scope, self._whole.wanting)

    @property
    def asking(self) -> Asking | None:
        """The question in hand, also while it is said that it is answered; None where there is none."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    @property
    def hides(self) -> bool:
        """Whether the answer to the question in hand may not be seen yet."""
        return self.asking is not None and self._turn in (Turn.ASKED, Turn.WRONG, Turn.REPLAY)

    @property
    def replay(self) -> Step | None:
        """The mistaken step that is being shown."""
        return self._verdict.replay if self._turn is Turn.REPLAY and self._verdict is not None else None

    def known(self, position: Position) -> Known:
        """Return how far the run may be seen: to this step, and of what it writes what has been answered."""
        self.look(position)
        chapter, step = position.chapter, position.step
        if self.hides or self._open_questions:
            return Known(chapter, step, self._told)
        if step + 1 == len(self._open_frame(position).chapter.trace):
            return Known(chapter + 1, 0)
        return Known(chapter, step + 1)

    @property
    def _open_questions(self) -> bool:
        """Whether more is asked about this step, so that the rest of it stays hidden."""
        return self._at + 1 < len(self._queue)

    @property
    def _told(self) -> frozenset[Cell]:
        """What has been answered of this step."""
        answered = self._queue[: self._at + (not self.hides)]
        values = (one for one in answered if one.kind in (AskKind.VALUE, AskKind.MISTAKE))
        return frozenset(one.cell for one in values if one.cell is not None)

    def shown_asking(self) -> Asking | None:
        """Return what a frame is about: of a question that is answered the cell alone, for its sum."""
        asking = self.asking
        return asking if asking is None or self.hides or not asking.waits else None

    def question(self, position: Position) -> Question | None:
        """Return the question in hand in words."""
        asking = self.asking
        return None if asking is None else question(self._with(position, asking))

    def _with(self, position: Position, asking: Asking) -> Frame:
        """Return the open frame with what is asked about it."""
        frame = self._open_frame(position)
        return Frame(frame.timeline, frame.position, frame.decimals, asking=asking)

    def talk(self, position: Position) -> Talk:
        """Return what is to be seen of the talk."""
        self.look(position)
        if self._turn is Turn.ENDED:
            return Talk(Turn.ENDED, words=self._chapter.sentence() or "That was the whole run.")
        if self._turn is Turn.NOTHING:
            answered = (position.chapter, position.step) in self._answered
            return Talk(Turn.NOTHING, words="Answered." if answered else "Nothing is asked about this step.")
        return Talk(self._turn, self.question(position), self._verdict)

    def answer(self, given: str | frozenset[Cell]) -> None:
        """Take an answer to the question in hand."""
        asked = None if self._position is None else self.question(self._position)
        if asked is None or self._position is None or self._turn not in (Turn.ASKED, Turn.WRONG):
            return
        self._verdict = verdict = judge(
            self._with(self._position, asked.asking), asked, given, again=self._again
        )
        if verdict.right is None:
            self._turn = Turn.ASKED
            return
        if not self._again:
            for tally in (self._whole, self._chapter):
                tally.count(asked.asking.kind, right=verdict.right)
        self._again = True
        self._turn = Turn.RIGHT if verdict.right else Turn.WRONG

    def try_again(self) -> None:
        """Ask the same once more."""
        if self._turn in (Turn.WRONG, Turn.REPLAY):
            self._turn, self._verdict = Turn.ASKED, None

    def show(self) -> None:
        """Show what comes of a mistake that was recognised, and then, or else at once, what is right."""
        if self._turn is Turn.WRONG and self._verdict is not None and self._verdict.replay is not None:
            self._turn = Turn.REPLAY
        elif self._turn in (Turn.ASKED, Turn.WRONG, Turn.REPLAY) and self._position is not None:
            asked = self.question(self._position)
            assert asked is not None
            self._verdict = told(self._with(self._position, asked.asking), asked)
            self._turn = Turn.SHOWN

    def go_on(self, position: Position) -> Position:
        """Return where the next question is: at the same step or further on; at a chapter's end, where one is told."""
        self.look(position)
        if self._turn in (Turn.RIGHT, Turn.SHOWN) and self._open_questions:
            self._at += 1
            self._turn, self._verdict, self._again = Turn.ASKED, None, False
            return position
        if self._turn in (Turn.RIGHT, Turn.SHOWN):
            self._answered.add((position.chapter, position.step))
        following = self.following(position)
        left = following.chapter != position.chapter or following == position
        if left and self._turn is not Turn.ENDED and (self._chapter.sentence() or following == position):
            self._turn, self._queue, self._at = Turn.ENDED, (), 0
            return position
        return following

    def following(self, position: Position) -> Position:
        """Return the next position at which something is asked, else the end of the run."""
        timeline = self._open_frame(position).timeline
        at = position
        for _ in range(_MOST_STEPS):
            further = timeline.move(at, Grain.STEP, 1)
            if further == at:
                break
            at = further
            if (at.chapter, at.step) not in self._answered and self._askings(at):
                break
            frame = self._open_frame(at)
            copies = all(map(is_copy, frame.step.updates))
            if copies or (self._scope is Scope.OVERLAP and not any(u.accumulate for u in frame.step.updates)):
                at = Position(at.chapter, len(frame.chapter.trace) - 1)
        return at
