"""The narration: what happens in a step, told where one stays at it, in a sentence to be seen and one to be heard."""

from __future__ import annotations

from collections.abc import Sequence

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QApplication, QObject, QTimer, QWidget, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.session.player import Player
from cnnviz.ui.window.explaining.spoken import Spoken

STAYS = 100
"""Milliseconds after which somebody stays at a step: what goes by faster cannot be read, nor delays it a step."""
READ = 1.0
"""Seconds that a step has to stay while it plays, for somebody to read about it."""


class Narrating(QObject):
    """Tells a step if no other comes soon.

    Parameters
    ----------
    stage : whose steps they are
    others : parts in which one has something else to listen to

    Signals
    -------
    told : the sentence; nothing while steps go by, so that none stands beside another step
    """

    told = pyqtSignal(str)

    def __init__(self, stage: Stage, others: Sequence[QWidget], player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._others, self._player = stage, others, player
        self._frame: Frame | None = None
        self._chapter = self._sentence = ""
        self._spoken: Spoken | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._tell)
        player.playing_changed.connect(self._begin)

    def tell(self, frame: Frame) -> None:
        """Tell a step, if no other comes soon."""
        self._frame = frame
        if self._sentence:
            self._sentence = ""
            self.told.emit("")
        self._begin()

    def _begin(self, _: bool = False) -> None:
        """Wait for whether the step stays; where steps go by one after the other, wait for the last."""
        passing = self._player.playing and self._player.speed * READ > 1
        self._later.stop() if passing else self._later.start(STAYS)

    def _tell(self) -> None:
        from cnnviz.explain.aloud.narration import (  # only whoever stays waits for it
            WITHHELD,
            narration,
            sentence,
        )

        if self._frame is None:
            return
        self._sentence = sentence(self._frame)
        if self._sentence == WITHHELD and self._frame.asking is None:
            self._sentence = self.tr("{0} R reveals it.").format(WITHHELD)
        self.told.emit(self._sentence)
        chapter = self._frame.chapter.key
        words = narration(self._frame, self._sentence, anew=chapter != self._chapter)
        self._chapter = chapter
        if self._is_heard():
            self._speak(words)
        self._stage.setAccessibleDescription(narration(self._frame, self._sentence))

    def _is_heard(self) -> bool:
        """Return whether the keyboard is where one steps: elsewhere something else is being read out."""
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not self._stage.window():
            return False
        return not any(other.isAncestorOf(focus) for other in self._others)

    def _speak(self, words: str) -> None:
        if self._spoken is None:
            self._spoken = Spoken(self._stage)
        self._spoken.say(words)
