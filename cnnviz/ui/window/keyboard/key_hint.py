"""The line that says what the keys do where the keyboard is."""

from cnnviz.qt import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QSlider, Qt, QWidget
from cnnviz.ui.fields.numeral import Numeral
from cnnviz.ui.window.keyboard.keys import belongs

_STAGE = "Space plays · ← → step · ↑ ↓ row · click an output cell to go there"
_LIST = "↑ ↓ go through the list · Enter chooses · Esc closes it"
_TYPING = "Enter, Tab or a click takes the number · Esc drops it"
_HINTS: tuple[tuple[type, str], ...] = (
    (Numeral, "Type a number · Space plays · ← → step · Esc back to the stage"),
    (QLineEdit, _TYPING),
    (QComboBox, "Space opens the list · ← → step · Esc back to the stage"),
    (QSlider, "← → change it · Space plays · Esc back to the stage"),
    (QCheckBox, "Space switches it · ← → step · Esc back to the stage"),
    (QAbstractButton, "Space presses it · ← → step · Esc back to the stage"),
)
_AMONG = "Space presses it · ← → go to the next · Esc back to the stage"


class KeyHint(QLabel):
    """Follows the focus: Space plays, but not on the pad nor on a button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_hint")
        self.setText(self.tr(_STAGE))

    def follow(self, old: QWidget | None, now: QWidget | None) -> None:
        """Say what the keys do where the focus is now, if it is in this window."""
        if isinstance(old, Numeral) and old.window() is self.window():
            old.typing_changed.disconnect(self._on_typing)
        if now is None or not belongs(now, self.window()):
            return
        if now.window() is self.window():
            if isinstance(now, Numeral):
                now.typing_changed.connect(self._on_typing)
            self.setText(self.tr(_hint_of(now)))
        elif now.window().windowType() == Qt.WindowType.Popup:
            self.setText(self.tr(_LIST))

    def _on_typing(self, typing: bool) -> None:
        self.setText(self.tr(_TYPING if typing else dict(_HINTS)[Numeral]))


def _hint_of(widget: QWidget) -> str:
    if widget.property("keeps_keys"):
        return _AMONG
    if isinstance(widget, Numeral) and widget.typing:
        return _TYPING
    own: str | None = widget.property("key_hint")  # of a kind that is not there before it is needed
    return own or next((hint for kind, hint in _HINTS if isinstance(widget, kind)), _STAGE)
