"""What all dialogs share: a name, the buttons at the end; when one is closed it is gone."""

from typing import Any

from cnnviz.application import text_pixels
from cnnviz.explain.words import sentence
from cnnviz.qt import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QObject,
    QPushButton,
    QSize,
    Qt,
    QWidget,
)

_BESIDE, _ABOVE = 16, 40  # pixels of a screen that a window's frame takes


class Dialog(QDialog):
    """A dialog that is found by its name and does not outlive its closing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unseen = False
        self._said: QLabel | None = None

    def be_as_large(self, width: int, height: int) -> None:
        """Be so many pixels large in the usual size of text, larger with that, but no larger than the screen."""
        screen = self.screen().availableSize() - QSize(_BESIDE, _ABOVE)
        self.resize(QSize(text_pixels(width), text_pixels(height)).boundedTo(screen))

    def reason(self, name: str) -> QLabel:
        """Return the line in which `say` says why something cannot be."""
        self._said = QLabel(self)
        self._said.setObjectName(name)
        self._said.setProperty("kind", "reason")
        self._said.setWordWrap(True)
        self._said.setMinimumHeight(2 * self._said.fontMetrics().lineSpacing() + 4)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        return self._said

    def say(self, reason: str) -> None:
        """Say why something is not taken; where a click on a button was the end of typing it, the dialog stays."""
        assert self._said is not None
        self._said.setText(sentence(reason))
        at_button = isinstance(self.focusWidget(), QAbstractButton)
        self._unseen = at_button and bool(QApplication.mouseButtons())

    def tell_of(self, part: Any) -> None:
        """Say why a number of a field, or of what holds fields, is not taken; until the next one is."""
        part.refused.connect(self.say)
        part.settled.connect(self.unsay)

    def unsay(self) -> None:
        """Take back what was said: something else is set now."""
        assert self._said is not None
        self._said.clear()
        self._unseen = False

    def go_with(self, owner: QObject) -> None:
        """Close without a word when what has opened the dialog is gone: what it would ask for has no place any more."""
        owner.destroyed.connect(self._vanish)

    def _vanish(self) -> None:
        self.blockSignals(True)
        self.close()

    def ok_and_cancel(self) -> QDialogButtonBox:
        """Return a row of buttons that take over what was set, or forget it."""
        both = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        return self._connected(QDialogButtonBox(both, self))

    def done_and_cancel(self, name: str, text: str) -> tuple[QDialogButtonBox, QPushButton]:
        """Return a row of a button that says what it does, which Enter presses, and Cancel; and that first button."""
        row = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        done = row.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        done.setObjectName(name)
        done.setDefault(True)
        return self._connected(row), done

    def _connected(self, row: QDialogButtonBox) -> QDialogButtonBox:
        row.accepted.connect(self._accept_what_is_seen)
        row.rejected.connect(self.reject)
        return row

    def _accept_what_is_seen(self) -> None:
        """Accept, but not at the click by which one learned that a number is not taken."""
        unseen, self._unseen = self._unseen, False
        if not unseen:
            self.accept()
