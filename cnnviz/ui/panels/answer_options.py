"""Answers to choose from, two side by side, each with its number."""

from collections.abc import Sequence

from cnnviz.explain.questions.question import Option
from cnnviz.qt import QGridLayout, QWidget, pyqtSignal
from cnnviz.ui.fields.enter_button import EnterButton
from cnnviz.ui.plain import in_menu


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
        self._buttons: list[EnterButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer other answers, or none."""
        for number in range(len(self._buttons), len(options)):
            button = EnterButton(f"answer_option_{number + 1}", "", self, "narrow")
            button.setProperty("key_hint", self._hint)
            button.clicked.connect(lambda _, number=number: self._choose(number))
            self._grid.addWidget(button, number // 2, number % 2)
            self._buttons.append(button)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(options))
            if number < len(options):
                button.setText(in_menu(f"{number + 1}  {options[number].words}"))
        self._options = options
        self.setVisible(bool(options))

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._options[number].key)
