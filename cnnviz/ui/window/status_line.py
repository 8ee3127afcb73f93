"""The line at the bottom: where one is and what comes out, in a sentence how, and what an edit has changed besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.application import text_pixels
from cnnviz.explain.words import place
from cnnviz.qt import QEvent, QLabel, QObject, QResizeEvent, QSize, Qt, QWidget, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.session.undo import Edit

if TYPE_CHECKING:
    from cnnviz.canvas.map.map_view import MapView

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


class Refits(QObject):
    """Compares what is set up with what was, whoever has changed it; made after what shows the frames.

    Signals
    -------
    said : what has become of the kernels, and of a linear layer's weights
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._before = session, session.experiment
        session.frame_changed.connect(self._on_frame)

    def _on_frame(self, _: Frame) -> None:
        before, self._before = self._before, self._session.experiment
        if before is not self._before and not self._is_undone():  # an undo explains itself
            from cnnviz.explain.refitting import refitting  # a start does not wait for it

            words = refitting(before, self._before)
            if words:
                self.said.emit(words)

    def _is_undone(self) -> bool:
        """Return whether what is set up is what it was before the edit that is taken back just now."""
        stack = self._session.undo_stack
        edit = stack.command(stack.index() - 1)
        return isinstance(edit, Edit) and edit.before.experiment is self._session.experiment


class NewRounds(QObject):
    """Tells of the next round of a training, once one has gone on to it, and has its parameters pulse on the map.

    Signals
    -------
    said : which one, and what it begins with
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, map_: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._map = session, map_
        session.went_on.connect(self._on_round)

    def _on_round(self) -> None:
        from cnnviz.explain.training.new_round import begun  # a start does not wait for it

        number, rounds = self._session.round, self._session.rounds
        before, now = rounds[number - 1], rounds[number]
        self._map.pulse()
        if before.is_known and not self._session.timeline.is_veiled:
            run, decimals = self._session.timeline, self._session.frame.decimals
            self.said.emit(begun(number, run, before.experiment, now.experiment, decimals))
