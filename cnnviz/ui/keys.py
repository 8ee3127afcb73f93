"""Which keys a focused control keeps for itself, which it leaves to the window, and when it takes the wheel."""

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QSlider

_SPACE = {Qt.Key.Key_Space}
_VERTICAL = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ALL = _VERTICAL | {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_KEPT: tuple[tuple[type, set[Qt.Key]], ...] = (
    (QAbstractButton, _SPACE),
    (QComboBox, _SPACE | _ALL),
    (QSlider, _ALL),
    (QAbstractSpinBox, _ALL),
)
_TURNED = (QComboBox, QAbstractSpinBox)


class KeyGuard(QObject):
    """An event filter for the application: Space presses a focused button instead of playing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a focused control have the keys that it is worked with, and one without the focus not the wheel."""
        if event.type() == QEvent.Type.Wheel:
            return self._keep_wheel(watched, event)
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        for kind, keys in _KEPT:
            if isinstance(watched, kind) and event.key() in keys and not event.modifiers():
                event.accept()
                return True
        return isinstance(watched, QAbstractSpinBox) and _undoes(event)

    def _keep_wheel(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the panel around a control that does not have the focus."""
        if isinstance(watched, _TURNED) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _undoes(event: QKeyEvent) -> bool:
    """Return whether these are the keys for undo or redo: they mean the window's, not those of typed digits."""
    undoes = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    if undoes:
        event.ignore()
    return undoes
