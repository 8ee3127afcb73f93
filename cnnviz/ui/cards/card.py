"""What all cards of the set-up share: a title, a form, and a sentence that says why something is impossible."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from cnnviz.experiment.document import Experiment
from cnnviz.explain.words import sentence
from cnnviz.qt import (
    QApplication,
    QCursor,
    QEvent,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QKeyEvent,
    QLabel,
    QObject,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.form_rows import caption
from cnnviz.ui.fields.number_fields import NumberField
from cnnviz.ui.theme import wear

REASON_STAYS = 6000  # milliseconds
_LETTERS = 8  # of a choice that there is always room for


class Card(QFrame):
    """A titled form, or a form that is alone in its panel.

    Signals
    -------
    edited : (the new experiment, what was done in words, what it is a part of as `next_part` gives it, or -1)
    said : the sentence that is shown, to be brought into view
    """

    edited = pyqtSignal(object, str, int)
    said = pyqtSignal(QWidget)

    def __init__(self, name: str, title: str, parent: QWidget | None = None, *, alone: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._alone = alone
        self.setProperty("kind", "alone" if alone else "card")
        self._heading = QLabel(title, self)
        self._heading.setProperty("kind", "card")
        self._heading.setWordWrap(True)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(0, 0, 0, 0)
        self.header.addWidget(self._heading, 1)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(8)
        self.form.setVerticalSpacing(4)
        self._reason = self.note("reason", "reason")
        self._reason.hide()
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(REASON_STAYS)
        self._forget.timeout.connect(self._on_forget)
        self._rooms: list[
            QWidget
        ] = []  # where sentences stood, for as long as the pointer may be at what is beneath
        self.column = QVBoxLayout(self)
        self.column.setSpacing(7)
        if alone:  # its panel has the title
            self.column.setContentsMargins(5, 0, 8, 0)  # with the line at its left as far in as the title
            self._heading.hide()
        else:
            self.column.setContentsMargins(12, 7, 12, 8)
            self.column.addLayout(self.header)
        self.column.addLayout(self.form)

    def set_current(self, current: bool) -> None:
        """Mark the card whose part of the run is stepped through."""
        wear(self, current=current)

    @property
    def reason(self) -> QLabel:
        """The sentence that says why something is impossible; a card alone in its panel has a place for it."""
        return self._reason

    def say(self, reason: str, of: QWidget | None = None) -> None:
        """Say for a while why something is impossible, right beneath what it is said of, or what has the keyboard.

        A card that is alone says it where nothing has to make room for it.
        """
        if not self._alone:
            self._take_out()
            self.form.insertRow(self._row_of(of or QApplication.focusWidget() or self) + 1, self._reason)
        self._reason.setText(sentence(reason))
        self._reason.show()
        self._forget.start()
        self._watch()
        self.said.emit(self._reason)

    def _row_of(self, used: QWidget) -> int:
        """Return the row of the form that something is in; above the first one lies the header."""
        for row in range(self.form.rowCount()):
            for role in (QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole):
                item = self.form.itemAt(row, role)
                if item is not None and (item.widget() is used or item.widget().isAncestorOf(used)):
                    return row
        return -1

    def unsay(self) -> None:
        """Take back what was impossible: it was about what was set before."""
        self._forget.stop()
        if not self._alone:
            self._take_out()
        self._reason.hide()

    def _on_forget(self) -> None:
        """Take it back after a while, but not while the pointer is among what would move."""
        if self._is_pointed_at:
            self._forget.start()
        else:
            self.unsay()

    @property
    def _is_pointed_at(self) -> bool:
        """Whether the pointer is in the panel, in which all that is beneath the sentence would move."""
        panel = self.parentWidget()
        if self._alone or panel is None:
            return False
        return panel.isVisible() and panel.rect().contains(panel.mapFromGlobal(QCursor.pos()))

    def _take_out(self) -> None:
        """Take the sentence out of the form; its room stays until the pointer has left: nothing moves beneath that."""
        if self.form.indexOf(self._reason) < 0:
            return
        if self._is_pointed_at:
            room = QWidget(self)
            room.setFixedHeight(self._reason.height())
            self.form.insertRow(self._row_of(self._reason), room)
            self._rooms.append(room)
        self.form.takeRow(self._reason)

    def _watch(self) -> None:
        """Have the pointer and the keys seen by `eventFilter`."""
        for watched in (self.parentWidget(), self.window().windowHandle()):
            if watched is not None:
                watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take back what is said with Escape; give up room once the pointer has left the panel, or keys are used."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            self.unsay()
        elif kind == QEvent.Type.Leave or (kind == QEvent.Type.KeyRelease and self._reason.isHidden()):
            self.close_up()
        if self._reason.isHidden() and not self._rooms:
            watched.removeEventFilter(self)
        return False

    def close_up(self) -> None:
        """Give up the room of what is said no more: nothing beneath it is about to be clicked."""
        for room in self._rooms:
            self.form.removeRow(room)
        self._rooms.clear()

    def ask(self, experiment: Experiment, text: str, part_of: int = -1) -> None:
        """Ask for a change."""
        self.unsay()
        self.edited.emit(experiment, text, part_of)

    def row(self, label: str, field: QWidget, at: int = -1) -> None:
        """Insert a labelled field, or append it."""
        self.form.insertRow(at, caption(label, field, self), field)

    def show_row(self, field: QWidget, visible: bool) -> None:
        """Show or hide a field with its label."""
        field.setVisible(visible)
        self.form.labelForField(field).setVisible(visible)

    def note(self, name: str, kind: str = "muted") -> QLabel:
        """Make a line of text."""
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def number(self, name: str, label: str) -> NumberField:
        """Make a field for a whole number; why it stops is said."""
        field = NumberField(name, label, self)
        self.tell_of(field)
        return field

    def tell_of(self, part: Any) -> None:
        """Say beneath a field, or beneath what else refuses something, why it does; until it takes the next number."""
        part.refused.connect(lambda reason: self.say(reason, part))
        part.settled.connect(self.unsay)

    def choice(self, name: str, label: str, items: Sequence[str] | Mapping[Any, str]) -> ChoiceField:
        """Make a choice of texts, or of values with the texts that stand for them."""
        box = ChoiceField(name, label, self, letters=_LETTERS)
        texts = items if isinstance(items, Mapping) else {item: item for item in items}
        for value, text in texts.items():
            box.addItem(text, value)
        return box
