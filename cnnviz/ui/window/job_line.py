"""The line that says how far a job is, with a button that stops it."""

from cnnviz.qt import (
    QFontMetrics,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    Qt,
    QToolButton,
    QWidget,
    pyqtSignal,
)
from cnnviz.session.jobs.jobs import Job

_WIDTH, _BAR = 420, 90  # pixels


class JobLine(QWidget):
    """Words, a bar, a button; as high as the line that it takes the place of.

    Signals
    -------
    stopped : the button was pressed
    """

    stopped = pyqtSignal()

    def __init__(self, parent: QWidget, height: int) -> None:
        super().__init__(parent)
        self.setObjectName("job")
        self.setFixedSize(_WIDTH, height)
        self._words = QLabel(self)
        self._words.setObjectName("job_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("job_bar")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedSize(_BAR, 6)
        policy = self._bar.sizePolicy()  # nothing jumps where nobody knows how far it is and there is no bar
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._button = QToolButton(self)
        self._button.setObjectName("job_stop")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 3)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._button)

    def show_job(self, job: Job, share: float) -> None:
        """Show how far a job is."""
        words = job.title if job.words is None else job.words()
        room = self._words.width() - 20
        self._words.setText(
            QFontMetrics(self._words.font()).elidedText(words, Qt.TextElideMode.ElideMiddle, room)
        )
        self._words.setToolTip(words)
        self._bar.setVisible(share > 0)
        self._bar.setValue(round(share * 1000))
        self._bar.setAccessibleName(words)
        self._button.setText(self.tr("Stop") if job.keeps else self.tr("Cancel"))
        tip = self.tr("Stop here: {0} (Esc)").format(job.keeps) if job.keeps else self.tr("Cancel (Esc)")
        self._button.setToolTip(tip)
        self._button.setAccessibleName(tip)
