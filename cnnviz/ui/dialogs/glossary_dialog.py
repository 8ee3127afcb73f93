"""The glossary: words by what they are about, found by typing, each with a place where it is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.glossary.terms import Term, groups, term_named, terms
from cnnviz.qt import (
    QFrame,
    QHBoxLayout,
    QKeyEvent,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPixmap,
    QScrollArea,
    QSize,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.dialogs.dialog import Dialog
from cnnviz.ui.dialogs.glossary_entry import GlossaryEntry

_SIZE = 900, 640
_GROUPS_WIDE, _GROUP_HIGH, _FIND_WIDE = 168, 36, 252  # pixels of the usual size of text


class GlossaryDialog(Dialog):
    """Shows the words of the glossary.

    Parameters
    ----------
    word : at which it opens, "" for the first
    where : returns in a few words where a `Term` is to be seen
    of_yours : returns what happens there in the experiment that is open

    Signals
    -------
    place_asked : the `Term` whose place is to be seen
    """

    place_asked = pyqtSignal(object)

    def __init__(
        self,
        word: str,
        where: Callable[[Term], str],
        of_yours: Callable[[Term], str],
        picture: Callable[[Term, Palette, int, int], QPixmap | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("glossary", parent)
        self.setWindowTitle(self.tr("Glossary"))
        self._of_yours, self._picture = of_yours, picture
        self._group = ""
        self._current: GlossaryEntry | None = None
        self._find = QLineEdit(self)
        self._find.setObjectName("glossary_find")
        self._find.setPlaceholderText(self.tr("find a word"))
        self._find.setAccessibleName(self.tr("Find a word"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._show_found)
        self._groups = self._make_groups()
        self._entries = [self._entry(term, where) for term in terms().values()]
        self._nothing = QLabel(self.tr("No word has that in it."), self)
        self._nothing.setObjectName("glossary_nothing")
        self._nothing.setProperty("kind", "muted")
        self._lay_out()
        self.be_as_large(*_SIZE)
        self._show_found()
        self.look_up(word)

    @property
    def current(self) -> Term | None:
        """The word that is chosen."""
        return None if self._current is None else self._current.term

    def look_up(self, word: str) -> None:
        """Choose a word, whatever was looked for before."""
        term = term_named(word)
        entry = next((one for one in self._entries if term is not None and one.term.name == term.name), None)
        if entry is None:
            return
        if entry.isHidden():
            self._find.clear()
            self._groups.setCurrentRow(0)
        self._choose(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the words with the arrows, and to the place of one with Enter."""
        seen = [entry for entry in self._entries if not entry.isHidden()]
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and seen:
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            at = seen.index(self._current) + by if self._current in seen else 0
            self._choose(seen[min(max(at, 0), len(seen) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current in seen:
            self._go(self._current)
        else:
            super().keyPressEvent(event)

    def _make_groups(self) -> QListWidget:
        listed = QListWidget(self)
        listed.setObjectName("glossary_groups")
        listed.setAccessibleName(self.tr("What words are about"))
        listed.setFixedWidth(text_pixels(_GROUPS_WIDE))
        listed.setFrameShape(QFrame.Shape.NoFrame)
        for text in (self.tr("All words"), *map(self.tr, groups())):
            item = QListWidgetItem(text, listed)
            item.setSizeHint(
                QSize(text_pixels(_GROUPS_WIDE), text_pixels(_GROUP_HIGH))
            )  # else the padding is left out
        listed.setCurrentRow(0)
        listed.currentRowChanged.connect(self._show_group)
        return listed

    def _entry(self, term: Term, where: Callable[[Term], str]) -> GlossaryEntry:
        entry = GlossaryEntry(term, where(term), partial(self._picture, term), self)
        entry.chosen.connect(lambda: self._choose(entry))
        entry.asked.connect(lambda: self._go(entry))
        entry.word_asked.connect(self.look_up)
        return entry

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setObjectName("glossary_words")
        words = QVBoxLayout(inside)
        words.setContentsMargins(8, 8, 14, 14)
        words.setSpacing(0)
        for entry in self._entries:
            words.addWidget(entry)
        words.addWidget(self._nothing)
        words.addStretch(1)
        self._room = QScrollArea(self)
        self._room.setWidget(inside)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 20, 12)
        title = QLabel(self.tr("Glossary"), self)
        title.setProperty("kind", "heading")
        top.addWidget(title)
        top.addStretch(1)
        self._find.setFixedWidth(text_pixels(_FIND_WIDE))
        top.addWidget(self._find)
        across = QHBoxLayout()
        across.setSpacing(0)
        side = QWidget(self)
        side.setObjectName("glossary_side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._groups, 1)
        note = QLabel(self.tr("F1 on a control opens\nits word here"), self)
        note.setProperty("kind", "muted")
        note.setContentsMargins(20, 0, 8, 16)
        left.addWidget(note)
        across.addWidget(side)
        across.addWidget(self._room, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        rule = QFrame(self)
        rule.setProperty("kind", "line")
        rule.setFixedHeight(1)
        whole.addWidget(rule)
        whole.addLayout(across, 1)
        self._find.setFocus()

    def _show_group(self, row: int) -> None:
        self._group = "" if row <= 0 else groups()[row - 1]
        self._show_found()

    def _show_found(self) -> None:
        """Show the words in which is what was typed, of the group that is chosen."""
        typed = self._find.text()
        for entry in self._entries:
            entry.setVisible(entry.term.matches(typed) and self._group in ("", entry.term.group))
        seen = [entry for entry in self._entries if not entry.isHidden()]
        self._nothing.setVisible(not seen)
        if self._current not in seen and seen:
            wanted = typed.strip().casefold()
            named = (entry for entry in seen if entry.term.name.casefold().startswith(wanted))
            self._choose(next(named, seen[0]))

    def _choose(self, entry: GlossaryEntry) -> None:
        if self._current is not None and self._current is not entry:
            self._current.set_current(False)
        self._current = entry
        entry.set_current(True, self._of_yours(entry.term))
        QTimer.singleShot(0, self._scroll)

    def _scroll(self) -> None:
        if self._current is not None:
            self._room.ensureWidgetVisible(self._current, 0, 20)

    def _go(self, entry: GlossaryEntry | None) -> None:
        if entry is not None:
            self.close()
            self.place_asked.emit(entry.term)
