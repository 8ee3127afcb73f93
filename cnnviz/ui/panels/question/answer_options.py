"""Answers to choose from, two side by side, each with its number."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.explain.questions.question import Option
from cnnviz.qt import QGridLayout, QResizeEvent, QSize, QSizePolicy, QWidget, pyqtSignal
from cnnviz.ui.panels.question.option_button import OptionButton

_BETWEEN, _AROUND = 3, 12  # pixels: from button to button, and beside the words of one
_LEAST, _HIGHEST = 200, 30  # pixels that all can do with, and of a button


class AnswerOptions(QWidget):
    """Shows answers as buttons.

    Signals
    -------
    chosen : the key of the answer that is chosen
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget, hint: str) -> None:
        super().__init__(parent)
        self._hint = hint
        self._options: Sequence[Option] = ()
        self._buttons: list[OptionButton] = []
        self._height = 30  # of a button
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_BETWEEN)
        self.setMinimumSize(_LEAST, 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Ignored)

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer other answers, or none."""
        for number in range(len(self._buttons), len(options)):
            button = OptionButton(f"answer_option_{number + 1}", self)
            button.setProperty("key_hint", self._hint)
            button.clicked.connect(lambda _, number=number: self._choose(number))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._grid.addWidget(button, number // 2, number % 2)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(options))
        self._options = options
        self._write()
        self.updateGeometry()
        self.setVisible(bool(options))

    def fit(self, height: int) -> None:
        """Have two rows of buttons in a height."""
        self._height = (height - self._grid.spacing()) // 2
        self._write()

    def sizeHint(self) -> QSize:
        """Return what the words of all options take."""
        texts = [self.fontMetrics().horizontalAdvance(text) for text in self._texts()]
        return QSize(2 * (max(texts, default=0) + 2 * _AROUND) + self._grid.spacing(), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as much of each option as there is room for."""
        super().resizeEvent(event)
        self._write()

    def _texts(self) -> Sequence[str]:
        return [f"{number}  {option.words}" for number, option in enumerate(self._options, 1)]

    def _write(self) -> None:
        """Write the options."""
        for button, text in zip(self._buttons, self._texts(), strict=False):
            button.say(text)
            button.setFixedHeight(max(min(self._height, text_pixels(_HIGHEST)), 1))

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._options[number].key)
