"""How far a training is, with a button that stops it; beneath it what the rounds came to, or why there are no more."""

from cnnviz.application import text_pixels
from cnnviz.qt import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)

_LEAST = 54  # pixels of the bar and a line beneath it: nothing moves when a training begins or ends
_LINES = 8  # of words, for which there is always room, so that nothing above gives way to them


class TrainingProgress(QWidget):
    """Shows a bar while it is trained, and the words beneath it.

    Signals
    -------
    stopped : the button was pressed
    """

    stopped = pyqtSignal()

    def __init__(
        self, outcome: QWidget, sentence: QLabel, note: QLabel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training_progress")
        self._outcome, self._note = outcome, note
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
        at_rest = QVBoxLayout()
        at_rest.setSpacing(0)
        for part in (outcome, note):
            at_rest.addWidget(part)
        at_rest.addStretch(1)
        words = QGridLayout()  # what is said for a while stands over the others, which keep their place
        words.addLayout(at_rest, 0, 0)
        words.addWidget(sentence, 0, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._going)
        column.addLayout(words)
        column.addStretch(1)
        self._going.hide()

    @property
    def beyond(self) -> int:
        """How many pixels it takes beyond the room that there always is for it; fewer than none where it takes less."""
        self.layout().activate()  # else it would have the height of what was shown before
        kept = _LINES * self._note.fontMetrics().lineSpacing() + 1
        return max(self.heightForWidth(self.width()), self.minimumHeight()) - kept

    def show_words(self, *, stuck: bool, covered: bool) -> None:
        """Show what it came to, and what stops it, unless something else is said in their place for a while."""
        for part, shown in ((self._outcome, True), (self._note, stuck)):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(shown)
            part.setSizePolicy(policy)
            part.setVisible(shown and not covered)

    def show_progress(self, done: int, rounds: int) -> None:
        """Show how many of so many rounds are done; nothing where none are asked for."""
        self.setMinimumHeight(text_pixels(_LEAST))
        self._going.setVisible(rounds > 0)
        self._bar.setRange(0, max(rounds, 1))
        self._bar.setValue(done)
        self._words.setText(self.tr("{0} of {1} rounds").format(done, rounds))
