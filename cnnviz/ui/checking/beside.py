"""Beneath the stage: a learner's numbers beside the engine's after the step in hand, while one steps on and back."""

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.checking.replaying import Replay
from cnnviz.explain.mistakes.over_passes import Way
from cnnviz.explain.number_format import format_of
from cnnviz.qt import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.ui.checking.number_grid import NumberGrid

_HIGH, _WORDS_WIDE, _GRID_WIDE = 168, 300, 270


class Beside(QFrame):
    """Shows both states; it goes when another experiment is opened, or when it is closed.

    Signals
    -------
    report_asked : the report from which one has come is to be shown again
    """

    report_asked = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_beside")
        self._session = session
        self._replay: Replay | None = None
        self._timeline: object = None
        self._chapter = 0
        self._said = QLabel(self)
        self._said.setObjectName("check_beside_said")
        self._said.setWordWrap(True)
        self.theirs, self.right = (
            NumberGrid("check_beside_yours", self),
            NumberGrid("check_beside_engine", self),
        )
        close = QToolButton(self)
        close.setObjectName("check_beside_close")
        close.setText(self.tr("Close"))
        close.setProperty("kind", "link")
        close.clicked.connect(self.leave)
        back = QToolButton(self)
        back.setObjectName("check_beside_report")
        back.setText(self.tr("Report"))
        back.setToolTip(self.tr("Show the report of the check again"))
        back.setProperty("kind", "link")
        back.clicked.connect(self.report_asked)
        self._lay_out(back, close)
        self.hide()
        session.frame_changed.connect(self._renew)

    def _lay_out(self, *buttons: QToolButton) -> None:
        words, links = QVBoxLayout(), QHBoxLayout()
        for button in buttons:
            links.addWidget(button)
        links.addStretch(1)
        heading = QLabel(self.tr("Yours beside the engine's"), self)
        heading.setProperty("kind", "strong")
        words.addWidget(heading)
        words.addWidget(self._said)
        words.addLayout(links)
        words.addStretch(1)
        self._said.setFixedWidth(text_pixels(_WORDS_WIDE))
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 8, 24, 8)
        across.setSpacing(24)
        across.addLayout(words)
        for title, grid in ((self.tr("yours"), self.theirs), (self.tr("the engine's"), self.right)):
            column = QVBoxLayout()
            label = QLabel(title, self)
            label.setProperty("kind", "muted")
            column.addWidget(label)
            column.addWidget(grid, 1)
            across.addLayout(column)
            grid.setFixedWidth(text_pixels(_GRID_WIDE))
        across.addStretch(1)
        self.setFixedHeight(text_pixels(_HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def follow(self, way: Way | None) -> None:
        """Replay a mistake in the chapter that is shown, where that is possible."""
        frame = self._session.frame
        self._timeline, self._chapter = frame.timeline, frame.position.chapter
        can = way is not None and Replay.can(frame.chapter, way)
        self._replay = Replay(frame.chapter, way) if can and way is not None else None
        self._renew(frame)

    def leave(self) -> None:
        """Show nothing more."""
        self._replay = None
        self.hide()

    def _renew(self, frame: Frame) -> None:
        replay = self._replay
        if replay is None or frame.timeline is not self._timeline:
            self.leave()
            return
        both = replay.after(frame) if frame.position.chapter == self._chapter else None
        self.setVisible(both is not None)
        if both is None:
            return
        label = frame.chapter.label(both.array)
        wrong = ~np.isclose(both.theirs, both.right, rtol=1e-9, atol=1e-12, equal_nan=True)
        most = float(np.abs(frame.chapter.arrays[both.array]).max(initial=0)) or 1.0
        form = format_of(np.stack([both.theirs, both.right]), frame.decimals)
        self.theirs.show_plane(both.theirs, most, form, wrong)
        self.right.show_plane(both.right, most, form)
        apart = int(wrong.sum())
        words = self.tr("{0} after step {1}, with your mistake: {2}. ").format(
            label, frame.position.step + 1, replay.way.mistake.brief
        )
        so_far = (
            self.tr("So far both agree.")
            if not apart
            else self.tr("{0} of {1} cells differ.").format(apart, wrong.size)
        )
        self._said.setText(words + so_far)
