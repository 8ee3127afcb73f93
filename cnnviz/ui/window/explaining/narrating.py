"""The narration: what happens in a step, said to a screen reader when one stays at it for a moment."""

from __future__ import annotations

from cnnviz.canvas.stage import Stage
from cnnviz.qt import QObject, QTimer
from cnnviz.run.frames.frame import Frame

STAYS = 200
"""Milliseconds after which somebody stays at a step: what goes by faster cannot be heard, nor delays it a step."""


class Narrating(QObject):
    """Gives the stage, which has the keyboard while one steps, the narration as its accessible name.

    A name that changes where the keyboard is, is what screen readers read out by themselves: Qt tells them of it.
    """

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._frame: Frame | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(STAYS)
        self._later.timeout.connect(self._narrate)

    def tell(self, frame: Frame) -> None:
        """Tell a step, if no other comes soon."""
        self._frame = frame
        self._later.start()

    def _narrate(self) -> None:
        from cnnviz.explain.aloud.narration import narration  # only whoever stays waits for it

        if self._frame is not None:
            self._stage.setAccessibleName(narration(self._frame))
