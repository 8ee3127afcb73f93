"""The words on the card of a question: smaller where they have no room else, and all when one points at what is cut."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.explain.questions.question import AnswerWay
from cnnviz.qt import (
    QFontMetrics,
    QHBoxLayout,
    QLabel,
    QResizeEvent,
    QSize,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
)
from cnnviz.session.predicting.talk import Talk, Turn
from cnnviz.ui.theme import wear

_APART, _BETWEEN = 5, 2  # pixels
_MUCH = 0.4  # of the width: a longer name stands in the sentence
_FIELD, _NUMBER, _RANGES = 150, 64, 190  # pixels: for a number that is worked out, of an option, and of cells
_WIDE, _LEAST, _BESIDE = 360, 160, 170
"""Pixels that are wished for, that it can do with, and, in text of the usual size, beside answers to choose from."""
_WAYS = (
    (False, True),
    (False, False),
    (True, True),
    (True, False),
)  # small, and with the name beside the sentence
_WIDER = range(0, 401, 40)  # pixels more, of which it wishes for as many as leave nothing out


class QuestionWords(QWidget):
    """Shows a sentence about a name, and one beneath it, wrapped into the room that there is.

    It asks for no room: a long sentence neither widens a window nor is cut through in the middle of a line.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._first, self._second = QLabel(self), QLabel(self), QLabel(self)
        self._said, self._kinds = ("", "", ""), ("asked", "said")
        self._metrics: dict[
            bool, Sequence[QFontMetrics]
        ] = {}  # of the labels, in small type and in the usual
        self._chooses = False  # whether answers to choose from stand beside it
        self._room = 1  # pixels from top to bottom
        for label, name in ((self._name, "name"), (self._first, "first"), (self._second, "second")):
            label.setObjectName(f"question_{name}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)
        for label in (self._first, self._second):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._measure()
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
        """Return what two sentences like, in the usual type or, if that is not enough, in small type."""
        widths = [text_pixels(_WIDE) + more for more in _WIDER]
        found = (width for way in _WAYS for width in widths if self._whole(width, *way))
        return QSize(next(found, widths[-1]), 1)

    def fit(self, height: int) -> None:
        """Have so much room from top to bottom."""
        self._room = height
        self.setMinimumWidth(text_pixels(_BESIDE) if self._chooses else _LEAST)
        self._measure()
        self._fit()

    def tell(self, talk: Talk) -> None:
        """Write what is asked, or what is said to an answer."""
        asked, verdict = talk.question, talk.verdict
        self._chooses = asked is not None and talk.is_open and asked.way is AnswerWay.CHOSEN
        if talk.words or asked is None:
            self.write(talk.words, "asked")
        elif verdict is not None and talk.may_try and asked.way is AnswerWay.CHOSEN:
            self.write(
                asked.words, "asked_strong", f"{verdict.title} {verdict.text}"
            )  # it is no sum to go by
        elif verdict is not None and talk.turn is not Turn.ASKED:
            self.write(verdict.title, "asked_strong", verdict.text)
        elif verdict is not None:  # it was not understood
            first = f"{asked.known} {asked.words}" if asked.known else asked.words
            self.write(first, "asked", verdict.title, "reason", asked.name if asked.known else "")
        elif asked.known:
            self.write(asked.known, "asked", asked.words, "asked", asked.name)
        else:
            self.write(asked.words, "asked_strong")

    def write(self, first: str, kind: str, second: str = "", beneath: str = "said", name: str = "") -> None:
        """Write two sentences, each as the themes have labels of a kind, the first about a name."""
        self._said, self._kinds = (name, first, second), (kind, beneath)
        self._measure()
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self._room = self.height()
        self._fit()
        self.layout().activate()

    def _fit(self) -> None:
        """Write in small type where the usual has no room for all, and in that what there is room for."""
        name, first, second = self._said
        width = self.width()
        small, beside = next((way for way in _WAYS if self._whole(width, *way)), _WAYS[-1])
        self._dress(small=small)
        _, upper, lower = self._metrics[small]
        first, taken = self._begun(small, beside)
        line = lower.lineSpacing() + _BETWEEN if second else 0
        shown = _fitted(upper, first, width - taken, self._room - line)
        left = self._room - _height(upper, shown, width - taken) - _BETWEEN
        below = _fitted(lower, second, width, left)
        self._name.setText(name)
        self._name.setVisible(bool(taken))
        self._first.setText(shown)
        self._second.setText(below)
        self._second.setVisible(bool(second))
        whole = "\n".join(filter(None, (first, second)))
        self.setToolTip(whole if (shown, below) != (first, second) else "")
        self._first.setAccessibleName(first)
        self._second.setAccessibleName(second)

    def _whole(self, width: int, small: bool, beside: bool) -> bool:
        """Return whether all of the words have room in a width when they are written so."""
        _, upper, lower = self._metrics[small]
        first, taken = self._begun(small, beside)
        needed = _height(upper, first, width - taken)
        if self._said[2]:
            needed += _height(lower, self._said[2], width) + _BETWEEN
        return needed <= self._room and taken <= _MUCH * width

    def _begun(self, small: bool, beside: bool) -> tuple[str, int]:
        """Return the first sentence, and the pixels of the name beside it; else it begins with the name."""
        name, first, _ = self._said
        if not name or beside:
            return first, self._metrics[small][0].horizontalAdvance(name) + _APART if name else 0
        return f"{name} {first}", 0

    def _measure(self) -> None:
        """Look up how large the themes write the labels."""
        for small in (True, False):
            self._dress(small=small)
            self._metrics[small] = [label.fontMetrics() for label in (self._name, self._first, self._second)]

    def _dress(self, *, small: bool) -> None:
        labels = zip((self._name, self._first, self._second), ("asked_about", *self._kinds), strict=True)
        for label, kind in labels:
            dress(label, kind, small=small)


def dress(label: QWidget, kind: str, *, small: bool = False) -> None:
    """Write a label as the themes have labels of a kind, or smaller; or have a button look as one of a kind."""
    wear(label, kind=kind, small=small)


def _fitted(metrics: QFontMetrics, text: str, width: int, height: int) -> str:
    """Return as many words of a text as there is room for; at least the first."""
    if not text or _height(metrics, text, width) <= height:
        return text
    words = text.split(" ")
    fits = (
        cut
        for count in range(len(words) - 1, 0, -1)
        if _height(metrics, cut := " ".join(words[:count]) + " …", width) <= height
    )
    return next(fits, f"{words[0]} …")


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    """Return how high a text is that is wrapped."""
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    return metrics.boundingRect(0, 0, max(width, 1), 10_000, int(flags), text).height()


def field_width(talk: Talk | None) -> int:
    """Return how many pixels the field for what is typed is wide, in text of the usual size.

    It has no room for an example where one is told because an answer was not understood.
    """
    asked = None if talk is None else talk.question
    if talk is None or asked is None:
        return _FIELD
    return (
        _NUMBER if asked.way is AnswerWay.CHOSEN else _FIELD if talk.verdict or not asked.several else _RANGES
    )
