"""Which keys a focused control keeps for itself, and which it leaves to the window."""

from cnnviz.qt import (
    QAbstractButton,
    QComboBox,
    QEvent,
    QKeyEvent,
    QKeySequence,
    QLineEdit,
    QMenuBar,
    QObject,
    QSlider,
    Qt,
    QWidget,
)
from cnnviz.ui.fields.held import Typed

_SPACE = {Qt.Key.Key_Space}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_OF_STAGE = _SPACE | _ARROWS | _ENDS | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_KEPT: tuple[tuple[type, set[Qt.Key]], ...] = (
    (QAbstractButton, _SPACE),
    (QComboBox, _SPACE),
    (QSlider, _ARROWS | _ENDS),
    (QLineEdit, _OF_STAGE),
)


class KeyGuard(QObject):
    """Filters the keys of what has the focus in a window and its dialogs: Space presses a focused button.

    The menu bar keeps the arrow keys as long as one of its menus is marked. A number keeps its keys only while one
    types in it; else Space and arrows are the stage's.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Go along with the focus, as far as it stays with the window."""
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and belongs(new, self._window):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a focused control have the keys that it is worked with."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, Typed):
            return _of_number(watched, event)
        marked = isinstance(watched, QMenuBar) and watched.activeAction() is not None
        if (marked or watched.property("keeps_keys")) and event.key() in _ARROWS:
            event.accept()
            return True
        for kind, keys in _KEPT:
            if isinstance(watched, kind) and event.key() in keys and not event.modifiers():
                event.accept()
                return True
        return False


def belongs(widget: QWidget, window: QWidget) -> bool:
    """Return whether a widget is in a window, or in a dialog of it."""
    at: QWidget | None = widget
    while at is not None and at is not window:
        at = at.parentWidget()
    return at is window


def _of_number(field: Typed, event: QKeyEvent) -> bool:
    """Leave to the window what is not typed, and undo where nothing is; return whether that decides."""
    stages = event.key() in _OF_STAGE and not event.modifiers()
    undoes = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    if not stages and not undoes:
        return False
    event.setAccepted(field.typing)
    return True
