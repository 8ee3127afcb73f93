"""What all keys do, in groups; one finds a key, or what it does, by typing a part of it."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QResizeEvent,
    QScrollArea,
    Qt,
    QVBoxLayout,
    QWidget,
)
from cnnviz.ui.dialogs.dialog import Dialog

_SIZE = 920, 680
_COLUMNS = 3
_ROW_HIGH = 26  # pixels
_FIND_WIDE, _WORDS_WIDE = 252, 110  # of the usual size of text
_APART, _AROUND = 14, 40  # between columns, and at their sides
_KEYS = "keys_caps"  # what the keys of a row are found by
_TITLE_ROWS = 2  # that the title of a group takes


class KeyRow(NamedTuple):
    """Keys that are pressed together ("Ctrl", "Z"), and what they do; "to" between keys is no key."""

    keys: tuple[str, ...]
    words: str


class KeyGroup(NamedTuple):
    """Keys that belong together."""

    title: str
    rows: Sequence[KeyRow]


class KeysDialog(Dialog):
    """Shows groups of keys in columns."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__("keys", parent)
        self.setWindowTitle(self.tr("Keys"))
        self._find = QLineEdit(self)
        self._find.setObjectName("keys_find")
        self._find.setAccessibleName(self.tr("Find a key or what it does"))
        self._find.setPlaceholderText(self.tr("find a key or what it does"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._show_found)
        self._nothing = QLabel(self.tr("No key does that."), self)
        self._nothing.setObjectName("keys_nothing")
        self._nothing.setProperty("kind", "muted")
        self._nothing.hide()
        self._parts = [_Group(group, self) for group in groups]
        self._keys_wide, self._count = self._same_width(), 0
        self._lay_out()
        self.be_as_large(*_SIZE)

    def _lay_out(self) -> None:
        self._room = QScrollArea(self)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        note = QLabel(
            self.tr("Arrows and Space belong to the stage; a field has them only while one types in it."),
            self,
        )
        note.setProperty("kind", "muted")
        note.setWordWrap(True)
        title = QLabel(self.tr("Keys"), self)
        title.setProperty("kind", "heading")
        self._find.setFixedWidth(text_pixels(_FIND_WIDE))
        top = QHBoxLayout()
        top.setContentsMargins(20, 8, 20, 8)
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self._find)
        middle = QVBoxLayout()
        middle.setContentsMargins(20, 0, 12, 0)
        middle.addWidget(self._nothing)
        middle.addWidget(self._room, 1)
        note.setContentsMargins(20, 8, 20, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(_rule(self))
        layout.addLayout(middle, 1)
        layout.addWidget(_rule(self))
        layout.addWidget(note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have as many columns as there is room for."""
        super().resizeEvent(event)
        each = self._keys_wide + text_pixels(_WORDS_WIDE) + 2 * _APART
        count = max(min((self.width() - _AROUND) // each, _COLUMNS), 1)
        if count != self._count:
            self._count = count
            self._room.setWidget(self._columns())

    def _columns(self) -> QWidget:
        """Return the groups in columns, with lines between these."""
        columns = QWidget(self)
        columns.setObjectName("keys_columns")
        across = QHBoxLayout(columns)
        across.setContentsMargins(0, 8, 8, 2)
        across.setSpacing(_APART)
        for number, parts in enumerate(_shared_out(self._parts, self._count)):
            if number:
                across.addWidget(_rule(self, upright=True))
            column = QVBoxLayout()
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            across.addLayout(column, 1)
        return columns

    def _same_width(self) -> int:
        """Give the keys of each row the room that those of the widest need, and return it."""
        rows = self.findChildren(QWidget, _KEYS)
        wide = max(keys.sizeHint().width() for keys in rows)
        for keys in rows:
            keys.setFixedWidth(wide)
        return wide

    def _show_found(self, text: str) -> None:
        found = [part.show_found(text.strip().casefold()) for part in self._parts]
        self._nothing.setVisible(not any(found))


class _Group(QWidget):
    """A title, and beneath it the rows."""

    def __init__(self, group: KeyGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self.height_in_rows = len(group.rows) + _TITLE_ROWS
        self._rows = [(_row(row, self), f"{' '.join(row.keys)} {row.words}".casefold()) for row in group.rows]
        title = QLabel(group.title.upper(), self)
        title.setProperty("kind", "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(title)
        for row, _ in self._rows:
            column.addWidget(row)

    def show_found(self, text: str) -> bool:
        """Show the rows in which a text stands, and return whether there are any."""
        shown = [text in words for _, words in self._rows]
        for (row, _), visible in zip(self._rows, shown, strict=True):
            row.setVisible(visible)
        self.setVisible(any(shown))
        return any(shown)


def _rule(parent: QWidget, *, upright: bool = False) -> QFrame:
    """Return a thin line."""
    rule = QFrame(parent)
    rule.setProperty("kind", "line")
    (rule.setFixedWidth if upright else rule.setFixedHeight)(1)
    return rule


def _row(row: KeyRow, parent: QWidget) -> QWidget:
    """Return a row of keys, each as a cap, and what they do."""
    whole, keys = QWidget(parent), QWidget(parent)
    keys.setObjectName(_KEYS)
    caps = QHBoxLayout(keys)
    caps.setContentsMargins(0, 0, 0, 0)
    caps.setSpacing(4)
    for key in row.keys:
        cap = QLabel(key, keys)
        cap.setProperty("kind", "muted" if key == "to" else "key")
        cap.ensurePolished()  # in its own type it is as wide as it will be
        caps.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    caps.addStretch(1)
    words = QLabel(row.words, whole)
    words.setProperty("kind", "small")
    words.setWordWrap(True)
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(keys)
    line.addWidget(words, 1)
    whole.setMinimumHeight(_ROW_HIGH)
    whole.setAccessibleName(f"{' '.join(row.keys)}: {row.words}")
    return whole


def _shared_out(parts: Sequence[_Group], count: int) -> list[list[_Group]]:
    """Return the groups in their order in so many columns that are as even as may be."""
    columns: list[list[_Group]] = [[]]
    left, high = sum(part.height_in_rows for part in parts), 0
    for part in parts:
        open_columns = count - len(columns) + 1
        if columns[-1] and open_columns > 1 and high + part.height_in_rows / 2 > (left + high) / open_columns:
            columns.append([])
            high = 0
        columns[-1].append(part)
        high += part.height_in_rows
        left -= part.height_in_rows
    return columns
