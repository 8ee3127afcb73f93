"""The line that says what the keys do where the keyboard is."""

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QEvent,
    QFocusEvent,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QObject,
    QSlider,
    Qt,
    QWidget,
)
from cnnviz.ui.fields.held import Typed
from cnnviz.ui.window.keyboard.keys import belongs

_STAGE = "Space plays · ← → step · ↑ ↓ row · click an output cell to go there"
_LIST = "↑ ↓ go through the list · Enter chooses · Esc closes it"
_MENU = "↑ ↓ go through the menu · Enter chooses · Esc closes it"
_BAR = "← → go through the menus · Enter opens one · Esc back to the stage"
_TYPING = "Enter, Tab or a click takes the number · Esc drops it"
_HINTS: tuple[tuple[type, str], ...] = (
    (Typed, "Type a number · Space plays · ← → step · Esc back to the stage"),
    (QLineEdit, _TYPING),
    (QComboBox, "Space opens the list · ← → step · Esc back to the stage"),
    (QMenuBar, _BAR),
    (QSlider, "← → change it · Space plays · Esc back to the stage"),
    (QCheckBox, "Space switches it · ← → step · Esc back to the stage"),
    (QAbstractButton, "Space presses it · ← → step · Esc back to the stage"),
)
_BETWEEN = " · "
_ROOM = ((1240, 9), (980, 3), (0, 0))
"""From how many pixels of the window, with text of the usual size, so many keys are told."""
_AMONG = "Space presses it · ← → go to the next · Esc back to the stage"


class KeyHint(QLabel):
    """Follows the focus: Space plays, but not on the pad nor on a button. Of a dialog's keys it says nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_hint")
        self._words, self._most = self.tr(_STAGE), _ROOM[0][1]
        self.setText(self._words)

    def fit(self, width: int) -> None:
        """Leave the narration room: in a narrow window say of the first keys alone, or nothing."""
        self._most = next(most for least, most in _ROOM if width >= text_pixels(least))
        self._show(self._words)

    def follow(self, old: QWidget | None, now: QWidget | None) -> None:
        """Say what the keys do where the focus is now, if it is in this window."""
        if isinstance(old, Typed) and old.window() is self.window():
            old.typing_changed.disconnect(self._on_typing)
        if old is not None:
            old.removeEventFilter(self)
        if now is None or not belongs(now, self.window()):
            return
        now.installEventFilter(self)
        if isinstance(now, Typed) and now.window() is self.window():
            now.typing_changed.connect(self._on_typing)
        self._say(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of a menu that takes the keys from what has the focus and gives them back, and of other words."""
        if event.type() == QEvent.Type.DynamicPropertyChange and isinstance(watched, QWidget):
            if watched.hasFocus():
                self._say(watched)
            return False
        kinds = QEvent.Type.FocusIn, QEvent.Type.FocusOut
        if event.type() in kinds and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            away = event.type() == QEvent.Type.FocusOut
            if event.reason() == Qt.FocusReason.PopupFocusReason:
                menu = isinstance(QApplication.activePopupWidget(), QMenu) if away else False
                self._say(watched) if not menu else self._show(self.tr(_MENU))
        return False

    def _say(self, focus: QWidget) -> None:
        """Say what the keys do where the focus is: in the window, in a list that is open, or in a dialog."""
        if focus.window() is self.window():
            self._show(self.tr(_hint_of(focus)))
        else:
            lists = focus.window().windowType() == Qt.WindowType.Popup
            self._show(self.tr(_LIST) if lists else "")

    def _show(self, words: str) -> None:
        """Show words as far as there is room, by whole keys; a tooltip has the rest."""
        self._words = words
        self.setText(_BETWEEN.join(words.split(_BETWEEN)[: self._most]))
        self.setToolTip(words if words != self.text() else "")

    def _on_typing(self, typing: bool) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            self._say(sender)


def _hint_of(widget: QWidget) -> str:
    own: str | None = widget.property("key_hint")  # of a kind that is not there before it is needed
    if widget.property("keeps_keys"):
        return own or _AMONG
    if isinstance(widget, Typed) and widget.typing:
        return widget.property("typing_hint") or _TYPING
    return own or next((hint for kind, hint in _HINTS if isinstance(widget, kind)), _STAGE)
