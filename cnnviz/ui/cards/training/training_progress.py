"""How far a training is, and the button that stops it; at rest, a sentence stands in its place."""

from cnnviz.application import text_pixels
from cnnviz.qt import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget, pyqtSignal

_HEIGHT = 70  # pixels, kept so that what has been learned takes them over, in some lines, and nothing moves


class TrainingProgress(QWidget):
    """Shows a bar while it is trained.

    Signals
    -------
    stopped : the button was pressed
    """

    stopped = pyqtSignal()

    def __init__(self, sentence: QLabel, note: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_progress")
        self.setMinimumHeight(text_pixels(_HEIGHT))
        self._going = QWidget(self)
        self._bar = QProgressBar(self._going)
        self._bar.setObjectName("training_bar")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._words = QLabel(self._going)
        self._words.setObjectName("training_words")
        self._words.setProperty("kind", "muted")
        cancel = QPushButton(self.tr("Cancel"), self._going)
        cancel.setObjectName("training_cancel")
        cancel.setToolTip(self.tr("Stop here: the rounds that are done are kept (Esc)"))
        cancel.clicked.connect(self.stopped)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addStretch(1)
        left.addWidget(self._bar)
        left.addWidget(self._words)
        left.addStretch(1)
        row = QHBoxLayout(self._going)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(left, 1)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._going, sentence, note):
            column.addWidget(part)
        column.addStretch(1)
        self._going.hide()

    def give_way(self, *, gives: bool) -> None:
        """Keep no place while there is nothing to show, so that what stands beneath has it; or keep it."""
        self.setMinimumHeight(0 if gives else text_pixels(_HEIGHT))

    def show_progress(self, done: int, rounds: int) -> None:
        """Show how many of so many rounds are done; nothing where none are asked for."""
        self._going.setVisible(rounds > 0)
        self._bar.setRange(0, max(rounds, 1))
        self._bar.setValue(done)
        self._words.setText(self.tr("{0} of {1} rounds").format(done, rounds))
