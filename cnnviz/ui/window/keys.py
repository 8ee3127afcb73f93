"""Which keys a focused control keeps for itself, and which it leaves to the window."""

from cnnviz.qt import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QEvent,
    QKeyEvent,
    QKeySequence,
    QObject,
    QSlider,
    Qt,
    QWidget,
)

_SPACE = {Qt.Key.Key_Space}
_VERTICAL = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ALL = _VERTICAL | {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_KEPT: tuple[tuple[type, set[Qt.Key]], ...] = (
    (QAbstractButton, _SPACE),
    (QComboBox, _SPACE | _ALL),
    (QSlider, _ALL),
    (QAbstractSpinBox, _ALL),
)


class KeyGuard(QObject):
    """Filters the keys of what has the focus in a window and its dialogs: Space presses a focused button."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Go along with the focus, as far as it stays with the window."""
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and _belongs(new, self._window):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a focused control have the keys that it is worked with."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if watched.property("keeps_keys") and event.key() in _SPACE | _ALL:
            event.accept()
            return True
        for kind, keys in _KEPT:
            if isinstance(watched, kind) and event.key() in keys and not event.modifiers():
                event.accept()
                return True
        return isinstance(watched, QAbstractSpinBox) and _undoes(event)


def _belongs(widget: QWidget, window: QWidget) -> bool:
    """Return whether a widget is in a window, or in a dialog of it."""
    at: QWidget | None = widget
    while at is not None and at is not window:
        at = at.parentWidget()
    return at is window


def _undoes(event: QKeyEvent) -> bool:
    """Return whether these are the keys for undo or redo: they mean the window's, not those of typed digits."""
    undoes = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    if undoes:
        event.ignore()
    return undoes
