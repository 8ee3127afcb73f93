"""Which keys a focused control keeps for itself, so that shortcuts do not take them away from it."""

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtGui import QKeyEvent
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


class KeyGuard(QObject):
    """An event filter for the application: Space presses a focused button instead of playing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a focused control have the keys that it is worked with."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not event.modifiers()
        ):
            for kind, keys in _KEPT:
                if isinstance(watched, kind) and event.key() in keys:
                    event.accept()
                    return True
        return False
