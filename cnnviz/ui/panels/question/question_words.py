"""The words on the card of a question: as many as there is room for, and all of them when one points at them."""

from cnnviz.explain.questions.question import AnswerWay, Question
from cnnviz.qt import QHBoxLayout, QLabel, QResizeEvent, QSize, QSizePolicy, Qt, QVBoxLayout, QWidget
from cnnviz.session.predicting.talk import Talk, Turn

_APART, _BETWEEN = 5, 2  # pixels
_MUCH = 0.4  # of the width: a longer name stands in the sentence
_FIELD, _NUMBER, _RANGES = 150, 64, 190  # pixels: for a number that is worked out, of an option, and of cells
_WIDE, _LEAST = 360, 160  # pixels that are wished for, and that it can do with


class QuestionWords(QWidget):
    """Shows a sentence about a name, and one beneath it, wrapped into the room that there is.

    It asks for no room: a long sentence neither widens a window nor is cut through in the middle of a line.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._first, self._second = QLabel(self), QLabel(self), QLabel(self)
        self._said = "", "", ""
        for label, name in ((self._name, "name"), (self._first, "first"), (self._second, "second")):
            label.setObjectName(f"question_{name}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)
        for label in (self._first, self._second):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(_LEAST, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        words = QVBoxLayout(self)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(_BETWEEN)
        words.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(_APART)
        upper.addWidget(self._name)
        upper.addWidget(self._first, 1)
        words.addLayout(upper)
        words.addWidget(self._second)
        words.addStretch(1)

    def sizeHint(self) -> QSize:
        """Return what two sentences like."""
        return QSize(_WIDE, 1)

    def tell(self, talk: Talk) -> None:
        """Write what is asked, or what is said to an answer."""
        asked, verdict = talk.question, talk.verdict
        if talk.words or asked is None:
            self.write(talk.words, "asked")
        elif verdict is not None and talk.turn is not Turn.ASKED:
            self.write(verdict.title, "asked_strong", verdict.text)
        elif verdict is not None:  # it was not understood
            self.write(asked.words, "asked", verdict.title, "reason")
        elif asked.known:
            self.write(asked.known, "asked", asked.words, "asked", asked.name)
        else:
            self.write(asked.words, "asked_strong")

    def write(self, first: str, kind: str, second: str = "", beneath: str = "said", name: str = "") -> None:
        """Write two sentences, each as the themes have labels of a kind, the first about a name."""
        self._said = name, first, second
        dress(self._name, "asked_about")
        dress(self._first, kind)
        dress(self._second, beneath)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        name, first, second = self._said
        width, height = self.width(), self.height()
        taken = self._name.fontMetrics().horizontalAdvance(name) + _APART if name else 0
        beside = bool(name) and taken <= _MUCH * width
        self._name.setText(name)
        self._name.setVisible(beside)
        if name and not beside:
            first = f"{name} {first}"
        line = self._second.fontMetrics().lineSpacing() + _BETWEEN if second else 0
        shown = _fitted(self._first, first, width - taken * beside, height - line)
        left = height - _height(self._first, shown, width - taken * beside) - _BETWEEN
        below = _fitted(self._second, second, width, left)
        self._first.setText(shown)
        self._second.setText(below)
        self._second.setVisible(bool(second))
        whole = "\n".join(filter(None, (first, second)))
        self.setToolTip(whole if (shown, below) != (first, second) else "")
        self._first.setAccessibleName(first)
        self._second.setAccessibleName(second)


def dress(label: QLabel, kind: str) -> None:
    """Write a label as the themes have labels of a kind."""
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().unpolish(label)
        label.style().polish(label)


def _fitted(label: QLabel, text: str, width: int, height: int) -> str:
    """Return as many words of a text as there is room for; at least the first."""
    if not text or _height(label, text, width) <= height:
        return text
    words = text.split(" ")
    fits = (
        cut
        for count in range(len(words) - 1, 0, -1)
        if _height(label, cut := " ".join(words[:count]) + " …", width) <= height
    )
    return next(fits, f"{words[0]} …")


def _height(label: QLabel, text: str, width: int) -> int:
    """Return how high a text is that is wrapped."""
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return label.fontMetrics().boundingRect(0, 0, max(width, 1), 10_000, int(flags), text).height()


def field_width(asked: Question | None) -> int:
    """Return how many pixels the field for what is typed is wide, in text of the usual size."""
    if asked is None:
        return _FIELD
    return _NUMBER if asked.way is AnswerWay.CHOSEN else _RANGES if asked.several else _FIELD
