"""One word of the glossary: what it means, where it is to be seen, and, of the one that is chosen, more."""

from __future__ import annotations

from collections.abc import Callable

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.glossary.terms import Term
from cnnviz.qt import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
    QSizePolicy,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.dialogs.glossary_picture import GlossaryPicture
from cnnviz.ui.theme import wear

_RIGHT = 150  # pixels of the usual size of text, of where it is to be seen
_SHARE = 4  # but no more than this part of the width


class GlossaryEntry(QFrame):
    """Shows a `Term`.

    Signals
    -------
    chosen : it was clicked
    asked : its place is to be seen
    word_asked : another word is to be looked up
    """

    chosen = pyqtSignal()
    asked = pyqtSignal()
    word_asked = pyqtSignal(str)

    def __init__(
        self,
        term: Term,
        where: str,
        picture: Callable[[Palette, int, int], QPixmap | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"word_{term.name}")
        self.setAccessibleName(f"{term.name}: {term.text}")
        self.setProperty("kind", "word")
        self.term = term
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 14, 12)
        row.setSpacing(18)
        self._left = QVBoxLayout()
        self._left.setSpacing(3)
        self._label(term.name, "strong")
        self._label(term.text, "small")
        self._left.addStretch(1)
        self._more: QWidget | None = None
        row.addWidget(GlossaryPicture(picture, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._left, 1)
        row.addLayout(self._place(where))

    def set_current(self, current: bool, of_yours: str = "") -> None:
        """Mark it as the one that is chosen, with what happens there in the experiment that is open."""
        wear(self, current=current)
        if current and self._more is None:
            self._more = self._make_more(of_yours)
            self._left.insertWidget(self._left.count() - 1, self._more)
        if self._more is not None:
            self._more.setVisible(current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what a word means most of the width."""
        super().resizeEvent(event)
        self._caption.setFixedWidth(min(text_pixels(_RIGHT), self.width() // _SHARE))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.chosen.emit()

    def _place(self, where: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        show = _link(self.tr("show me ›"), self)
        show.setObjectName(f"show_{self.term.name}")
        show.setAccessibleName(self.tr("Show {0}: {1}").format(self.term.name, where))
        show.clicked.connect(self.asked)
        self._caption = caption = QLabel(where, self)
        caption.setProperty("kind", "muted")
        caption.setWordWrap(True)
        caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(caption)
        column.addStretch(1)
        return column

    def _make_more(self, of_yours: str) -> QWidget:
        more = _More(self)
        column = QVBoxLayout(more)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        if of_yours:
            heading, text = QLabel(self.tr("In your experiment").upper(), more), QLabel(of_yours, more)
            heading.setProperty("kind", "part")
            heading.setWordWrap(True)
            text.setProperty("kind", "small")
            text.setWordWrap(True)
            column.addWidget(heading)
            column.addWidget(text)
        row = more.links
        label = QLabel(self.tr("see also"), more)
        label.setProperty("kind", "muted")
        row.addWidget(label)
        for word in self.term.see:
            link = _link(word, more)
            link.clicked.connect(lambda _, word=word: self.word_asked.emit(word))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        if self.term.see:
            column.addLayout(row)
        else:
            label.hide()
        return more

    def _label(self, text: str, kind: str) -> None:
        label = QLabel(text, self)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        self._left.addWidget(label)


class _More(QWidget):
    """Has its links side by side, or below each other where it is too narrow for that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1)  # it widens nothing
        self.links = QHBoxLayout()
        self.links.setSpacing(8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go by the room that there is."""
        super().resizeEvent(event)
        self.links.setDirection(QHBoxLayout.Direction.LeftToRight)
        if self.links.sizeHint().width() > self.width():
            self.links.setDirection(QHBoxLayout.Direction.TopToBottom)


def _link(words: str, parent: QWidget) -> QToolButton:
    link = QToolButton(parent)
    link.setText(words)
    link.setProperty("kind", "link")
    link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return link
