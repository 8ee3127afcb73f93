"""The line at the bottom: where one is and what comes out, and in a sentence how."""

from cnnviz.application import text_pixels
from cnnviz.explain.words import place
from cnnviz.qt import QEvent, QLabel, QResizeEvent, QSize, Qt, QWidget
from cnnviz.run.frames.frame import Frame

_TITLED = 860
"""Pixels of the window, with text of the usual size, from which the chapter is named here as above the stage."""


class StatusLine(QWidget):
    """Holds a step's place and the sentence about it; no text of theirs is told to the layout around.

    The sentence stands there whole or not at all, and makes way for anything else that is said.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._says_else = False
        self._place, self._sentence = QLabel(self), QLabel(self)
        self._place.setObjectName("place")
        self._sentence.setObjectName("sentence")
        for label in (self._place, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.hide()

    def show_frame(self, frame: Frame) -> None:
        """Show where one is, and what comes out there."""
        self._frame, self._says_else = frame, False
        self._renew()

    def say(self, words: str) -> None:
        """Show something else, until one goes on."""
        self._says_else = self._frame is None or words != place(self._frame)
        self._place.setText(words)
        self._renew()

    def tell(self, sentence: str) -> None:
        """Show a sentence beside the place, or none."""
        self._sentence.setText(sentence)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return how large the place wants to be."""
        return self._place.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the height of its line; there may be little room for it."""
        return QSize(1, self._place.minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another height where the text has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the place fill it, and the sentence what is left."""
        super().resizeEvent(event)
        self._place.setGeometry(self.rect())
        self._renew()

    def _renew(self) -> None:
        if self._frame is not None and not self._says_else:
            titled = self.window().width() >= text_pixels(_TITLED)
            self._place.setText(place(self._frame, titled=titled))
        self._fit()

    def _fit(self) -> None:
        """Put the sentence behind the place, where that is what stands there and there is room for all of it."""
        if not self._sentence.text() or self._says_else:
            self._sentence.hide()
            return
        beside = self._place.sizeHint().width()
        fits = beside + self._sentence.sizeHint().width() <= self.width()
        self._sentence.setGeometry(beside, 0, self.width() - beside, self.height())
        self._sentence.setVisible(fits)
