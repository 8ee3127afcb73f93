"""The card on which someone who predicts is asked, answers, and reads what is said to it.

It stands in the place of the sum, so that it covers no cell, and stays where it is from question to question.
"""

from __future__ import annotations

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.questions.question import AnswerWay
from cnnviz.qt import (
    QApplication,
    QEvent,
    QFrame,
    QKeyEvent,
    QLabel,
    QResizeEvent,
    QSizePolicy,
    Qt,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.frames.asking import AskKind
from cnnviz.session.predicting.talk import Talk, Turn
from cnnviz.trace.steps import Cell
from cnnviz.ui.fields.answer_field import AnswerField, begins_answer
from cnnviz.ui.fields.enter_button import EnterButton
from cnnviz.ui.panels.question.answer_options import AnswerOptions
from cnnviz.ui.panels.question.card_rows import INSIDE, CardRows
from cnnviz.ui.panels.question.question_words import QuestionWords, dress, field_width

_SIDES, _LEAST, _DIGIT = (
    20,
    48,
    56,
)  # pixels beside what stands in a row, of the field, and of it for one digit
_EDGE = 1  # pixels of the line over it
_ASKED = "Enter answers · Space goes on · ← → step · Esc leaves Predict"
_REVEALS = "Enter answers · Space reveals the next hidden number · ← → step · Esc leaves Predict"
_TYPING = "Enter answers · Esc drops it"
_GOES_ON = "Enter and Space go on · ← → step · Esc leaves Predict"
_TRIES = "Enter tries again, or type another answer · ← → step · Esc leaves Predict"
_PRESSES = "Enter presses it · ← → step · Esc leaves Predict"


class QuestionCard(QFrame):
    """Shows a `Talk`.

    Signals
    -------
    answered : a text, or the cells (frozenset of `Cell`) that were clicked
    again_asked, show_asked, next_asked : what its buttons say
    """

    answered = pyqtSignal(object)
    again_asked = pyqtSignal()
    show_asked = pyqtSignal()
    next_asked = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question_card")
        self.setAccessibleName(self.tr("Question"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)  # whatever is asked, no window becomes wider
        self._palette = palette
        self._talk: Talk | None = None
        self._cells: frozenset[Cell] = frozenset()
        self._high = 1  # pixels of what it stands for
        self._mark = QLabel(self)
        self._mark.setTextFormat(Qt.TextFormat.PlainText)
        self._mark.setObjectName("question_mark")
        self.field = AnswerField(self)
        self.field.setProperty("key_hint", self.tr(_ASKED))
        self.field.setProperty("typing_hint", self.tr(_TYPING))
        self.field.given.connect(self._give)
        self._answer = EnterButton("answer_give", self.tr("Answer"), self, "primary")
        self._next = EnterButton("answer_next", self.tr("Next"), self, "primary")
        self._next.setProperty("key_hint", self.tr(_GOES_ON))
        self._again = EnterButton("answer_again", self.tr("Try again"), self, "primary")
        self._show = EnterButton("answer_show", self.tr("Show me"), self)
        for button in (self._answer, self._show):
            button.setProperty("key_hint", self.tr(_PRESSES))
        self._answer.clicked.connect(lambda: self._give(self.field.text()))
        self._next.clicked.connect(self.next_asked)
        self._again.clicked.connect(self.again_asked)
        self._show.clicked.connect(self.show_asked)
        self._options = AnswerOptions(self, self.tr(_PRESSES))
        self._options.chosen.connect(self.answered)
        self._lay_out()

    def _lay_out(self) -> None:
        self._texts = QuestionWords(self)
        controls = self._show, self._next, self.field, self._answer, self._again  # what shows is apart
        self._rows = CardRows(self, self._mark, self._texts, self._options, controls)

    @property
    def home(self) -> QWidget | None:
        """What the keyboard is at: the field, or the button that stands out; nothing where nothing is asked."""
        if self._talk is None or self._talk.turn is Turn.NOTHING:
            return None
        return self.field if self._talk.is_open else self._again if self._talk.may_try else self._next

    @property
    def cells(self) -> frozenset[Cell]:
        """The cells that are clicked so far."""
        return self._cells

    @property
    def shows_sum(self) -> bool:
        """Whether the sum is to be seen beside it."""
        if self._talk is None or self._talk.turn in (Turn.ASKED, Turn.WRONG, Turn.ENDED):
            return False
        asked = self._talk.question
        return asked is None or not asked.asking.waits

    def set_space(self, *, reveals: bool) -> None:
        """Say what Space does: it goes on, or shows the next of the numbers that a teacher has hidden."""
        hint = self.tr(_REVEALS if reveals else _ASKED)
        if hint != self.field.property("key_hint"):
            self.field.setProperty("key_hint", hint)
            self.field.typing_changed.emit(self.field.typing)

    def fit(self, height: int) -> None:
        """Be as high as what it stands for."""
        self._high = height
        self._stack()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what has no room side by side."""
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        """Lay out what is asked in the width that there is."""
        chosen = self._options.isVisibleTo(self)
        more, beneath = self._rows.lay(self.width(), chosen=chosen)
        words = self._high + more - 2 * INSIDE
        self._options.fit(beneath or words)
        self._options.setMinimumHeight(beneath or 1)
        self._texts.fit(words - beneath - _EDGE)
        self.setFixedHeight(self._high + more)
        wide = text_pixels(_DIGIT if more and chosen else field_width(self._talk))
        others = self._show.sizeHint().width() + self._answer.sizeHint().width() + 3 * _SIDES
        self.field.setFixedWidth(
            min(wide, max(self.width() - others, _LEAST)) if more and not chosen else wide
        )

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        if self._talk is not None:
            self.show_talk(self._talk)

    def show_talk(self, talk: Talk) -> None:
        """Show what is asked, or what was said to the answer."""
        fresh = self._talk is None or self._talk.question != talk.question or not self._talk.is_open
        self._talk = talk
        if fresh and talk.is_open:
            self._cells = frozenset()
            self.field.clear()
        elif talk.is_open and talk.verdict is not None:
            self.field.selectAll()  # it was not understood: what is typed next stands instead of it
        asked, waits, verdict = talk.question, talk.is_open, talk.verdict
        chosen = asked is not None and asked.way is AnswerWay.CHOSEN
        replays = verdict is not None and verdict.replay is not None
        self._options.show_options(asked.options if asked is not None and chosen and waits else ())
        self.field.setVisible(waits)
        self._answer.setVisible(waits and not chosen)
        self._next.setVisible(not waits)
        self._again.setVisible(talk.may_try)
        self._again.setProperty("key_hint", self.tr(_PRESSES if chosen else _TRIES))
        dress(self._next, "" if talk.may_try else "primary")  # after a mistake one tries again first
        self._show.setVisible(talk.turn in (Turn.ASKED, Turn.WRONG, Turn.REPLAY))
        self._show.setText(
            self.tr("Show the right way")
            if talk.turn is Turn.REPLAY
            else self.tr("Show what I did")
            if talk.turn is Turn.WRONG and replays
            else self.tr("Show me")
        )
        self._next.setText(self.tr("Go on") if talk.turn is Turn.ENDED else self.tr("Next"))
        in_sum = self.shows_sum and asked is not None and asked.asking.kind is AskKind.VALUE
        self._texts.setVisible(not in_sum)
        self._rows.put_mark(by_buttons=in_sum)
        self._say(talk)
        if asked is not None:
            self.field.setPlaceholderText(asked.hint)
            self.field.setAccessibleDescription(f"{asked.name} {asked.known} {asked.words}")
        self._stack()

    def _say(self, talk: Talk) -> None:
        verdict, mark, kind = talk.verdict, "", "said"
        if talk.turn in (Turn.WRONG, Turn.REPLAY) and verdict is not None:
            mark, kind = f"{verdict.given} ✗" if verdict.given else "✗", "wrong"
        elif talk.turn is Turn.RIGHT:
            mark, kind = f"✓ {self.tr('Right')}", "right"
        elif talk.turn is Turn.SHOWN:
            mark, kind = self.tr("Answer"), "said"
        if talk.turn is Turn.REPLAY:
            sure = verdict is None or verdict.is_sure
            mark = self.tr("What you did") if sure else self.tr("Perhaps what you did")
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        dress(self._mark, kind)
        self._texts.tell(talk)

    def event(self, event: QEvent) -> bool:
        """Begin another answer with what is typed at the buttons after a wrong one."""
        if isinstance(event, QKeyEvent) and self._again.isVisible() and begins_answer(event):
            if event.type() == QEvent.Type.KeyPress:
                self.again_asked.emit()
                QApplication.sendEvent(self.field, event)
            event.accept()
            return True
        return super().event(event)

    def _give(self, text: str) -> None:
        self.answered.emit(text if text.strip() or not self._cells else self._cells)

    def click(self, cell: Cell) -> None:
        """Take a cell that was clicked: the answer, or one more of several."""
        asked = None if self._talk is None else self._talk.question
        if (
            asked is None
            or self._talk is None
            or not self._talk.is_open
            or asked.way is not AnswerWay.CLICKED
        ):
            return
        if not asked.several:
            self.answered.emit(frozenset((cell,)))
        elif cell.array == asked.asking.array:
            self._cells = self._cells ^ {cell}
            count = len(self._cells)
            self._answer.setText(
                self.tr("Answer") if not count else self.tr("Answer: {0} cells").format(count)
            )
