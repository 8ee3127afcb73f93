"""A button with an answer on it, on one line or, where that is too long, in smaller type on two."""

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QRect,
    QStyle,
    QStyleOptionButton,
    Qt,
    QWidget,
)
from cnnviz.ui.fields.enter_button import EnterButton
from cnnviz.ui.plain import in_menu

_AROUND = 5  # pixels beside the words
_SMALLER, _SMALLEST = 12, 11  # pixels of smaller type, the first of them in the size that is chosen for text
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class OptionButton(EnterButton):
    """Writes as much of an answer as there is room for; the whole of one that is cut off is told as a tip."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, "", parent, "narrow")
        self._words = ""

    def say(self, words: str) -> None:
        """Write other words."""
        self._words = words
        self.setText(in_menu(words))
        self.setAccessibleName(words)
        self.setToolTip("" if self.fits else words)
        self.update()

    @property
    def fits(self) -> bool:
        """Whether all of its words are to be seen."""
        return self._fitting()[1] == self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button as its style does, and on it the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        font, words = self._fitting()
        painter.setFont(font)
        painter.setPen(option.palette.buttonText().color())
        painter.drawText(self._inside, int(Qt.AlignmentFlag.AlignCenter) | _WRAPPED, words)

    @property
    def _inside(self) -> QRect:
        return self.rect().adjusted(_AROUND, 0, -_AROUND, 0)

    def _fitting(self) -> tuple[QFont, str]:
        """Return the largest type in which the words have room, and the words, cut off where they have in none."""
        room, font = self._inside, QFont(self.font())
        if QFontMetrics(font).horizontalAdvance(self._words) <= room.width():
            return font, self._words
        for pixels in range(max(text_pixels(_SMALLER), _SMALLEST), _SMALLEST - 1, -1):
            font.setPixelSize(pixels)
            needed = QFontMetrics(font).boundingRect(0, 0, room.width(), 1000, _WRAPPED, self._words)
            if needed.height() <= room.height() and needed.width() <= room.width():
                return font, self._words
        shown = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, max(room.width(), 1))
        return font, shown
