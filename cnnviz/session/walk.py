"""Moving about in a run: where one is, what one step means, and playing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.qt import QObject, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Grain, Position, Timeline
from cnnviz.session.player import Player
from cnnviz.trace.steps import Cell, Step

if TYPE_CHECKING:
    from cnnviz.run.frames.asking import Asking
    from cnnviz.run.frames.theirs import Beside
    from cnnviz.run.veil import Known, Veil


class Walk(QObject):
    """A run and a position in it.

    Signals
    -------
    frame_changed : the new `Frame`, whenever anything that a view shows may differ
    grain_changed : the `Grain` that Next and Back go by
    """

    frame_changed = pyqtSignal(object)
    grain_changed = pyqtSignal(object)

    def __init__(
        self, timeline: Timeline, start: Position, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._take(timeline)
        self._decimals, self._one_scale = 0, False
        self._trained: int | None = None  # rounds, where there are some
        self._grain = Grain.STEP
        self._frame = self._frame_at(timeline.nearest(start))
        self.clock = clock
        self.player = Player(self._play_on, clock, self)

    def _take(self, timeline: Timeline) -> None:
        """Go through another run from now on."""
        self._timeline = timeline
        self._veil: Veil | None = None  # made when something is hidden
        self._beside: Beside | None = None  # it belongs to one run
        self._pointed: tuple[Position, Cell] | None = None  # at whose step one is since it was pointed at

    @property
    def timeline(self) -> Timeline:
        """The run of the experiment, as far as it may be seen."""
        return self._frame.timeline

    @property
    def hidden(self) -> frozenset[Cell]:
        """The cells that are hidden, by what their arrays are called."""
        return frozenset()

    def hidden_with(self, cell: Cell) -> frozenset[Cell]:
        """Return which cells are hidden that hold the number of a cell, itself or what it is a copy of."""
        return self.hidden & self._made_veil().copies.with_copies([cell]) if self.hidden else self.hidden

    @property
    def known(self) -> Known | None:
        """How far the run may be seen, None where there is nothing that is to be predicted."""
        return self._known(self.position)

    def _known(self, position: Position) -> Known | None:
        """Return how far the run may be seen from a position, None where there is nothing that is to be predicted."""
        return None

    @property
    def position(self) -> Position:
        """Where one is in the run."""
        return self._frame.position

    @property
    def frame(self) -> Frame:
        """All that is to be seen at the position."""
        return self._frame

    @property
    def grain(self) -> Grain:
        """What one step means."""
        return self._grain

    def seek(self, position: Position) -> None:
        """Go to `position`, or to the nearest that exists."""
        position = self._timeline.nearest(position)
        if position != self.position:
            self._frame = self._frame_at(position)
            self.frame_changed.emit(self._frame)

    def _frame_at(self, position: Position, earlier: Timeline | None = None) -> Frame:
        if self._pointed is not None and self._pointed[0] != position:
            self._pointed = None
        known = self._known(position)
        frame = Frame(
            self._seen(known),
            position,
            self._decimals,
            earlier,
            one_scale=self._one_scale,
            by_terms=self._grain is Grain.TERM and known is None,
            asking=None if known is None else self._asking(),
            beside=self._beside if known is None else None,
            trained=self._trained,
            pointed=self._pointed[1] if self._pointed is not None else None,
        )
        replay = None if known is None else self._replay()
        return frame if replay is None else frame.replaying(replay)

    def set_beside(self, beside: Beside | None) -> None:
        """Have somebody else's numbers told beside those of the run, or no longer; another run has none."""
        if beside is not self._beside:
            self._beside = beside
            self._frame = self._frame_at(self.position, self._frame.earlier)
            self.frame_changed.emit(self._frame)

    def _seen(self, known: Known | None) -> Timeline:
        """Return the run as it is shown: without what is hidden, and what is not known yet."""
        if known is None and not self.hidden:
            return self._timeline
        return self._made_veil().over(self.hidden, known)

    def _made_veil(self) -> Veil:
        if self._veil is None:
            from cnnviz.run.veil import Veil  # a start does not wait for it

            self._veil = Veil(self._timeline)
        return self._veil

    def open_frame(self, position: Position) -> Frame:
        """Return a position with nothing that is not known yet hidden, for who judges answers; no view is shown it."""
        return Frame(self._seen(None), position, self._decimals)

    def _asking(self) -> Asking | None:
        """Return what is asked where `_known` was looked at last."""
        return None

    def _replay(self) -> Step | None:
        """Return the mistaken step that is shown there."""
        return None

    def move(self, by: int, grain: Grain | None = None) -> None:
        """Go `by` steps on, or back, in the grain in force or another."""
        self.seek(self._timeline.move(self.position, grain or self._grain, by))

    def move_rows(self, by: int) -> None:
        """Go to the same place in the next row, or in the last."""
        row = math.prod(self._frame.chapter.trace.shape[1:])
        step = self.position.step + by * row
        if 0 <= step < len(self._frame.chapter.trace):
            self.seek(Position(self.position.chapter, step))

    def move_chapters(self, by: int) -> None:
        """Go to the beginning of the next chapter, or of this one, or of the last."""
        here = self.position.chapter
        within = by < 0 and self.position not in (Position(here, 0), self._timeline.entry(here, self._grain))
        self.go_to_chapter(here + (0 if within else by))

    def go_to_chapter(self, chapter: int) -> None:
        """Go to where a chapter begins, if there is one of that number: by multiplications, to the first of them."""
        if 0 <= chapter < len(self._timeline.chapters):
            self.seek(self._timeline.entry(chapter, self._grain))

    def go_to_start(self) -> None:
        """Go to the very beginning of the run."""
        self.go_to_chapter(0)

    def seek_cell(self, cell: Cell) -> bool:
        """Go to the step of this chapter that writes `cell`, and have it told of; return whether there is one."""
        position = self._timeline.seek_cell(self.position.chapter, cell, self.position.step)
        if position is None:
            return False
        self._pointed = position, cell
        if position != self.position:
            self.seek(position)
        elif cell != self._frame.pointed:  # of the same step another sum is told
            self._frame = self._frame_at(position, self._frame.earlier)
            self.frame_changed.emit(self._frame)
        return True

    def set_grain(self, grain: Grain) -> None:
        """Set what one step means; a step of which only some terms are done is whole once one goes by more."""
        if grain is not self._grain:
            followed, here = Grain.TERM in (self._grain, grain), self.position
            position = here if grain is Grain.TERM else Position(here.chapter, here.step)
            self._grain = grain
            self.grain_changed.emit(grain)
            if followed:
                self._frame = self._frame_at(position, self._frame.earlier)
                self.frame_changed.emit(self._frame)

    def toggle(self) -> None:
        """Play or pause; at the very end, play from the start."""
        if self.player.playing:
            self.player.pause()
            return
        if self.position == self._timeline.last:
            self.go_to_start()
        self.player.play()

    def _play_on(self, moves: int) -> bool:
        """Go on by what is due; a copy passes briskly also where multiplications are played one by one."""
        at = self.position
        for _ in range(moves):
            at = self._timeline.move(at, self._played(at), 1)
        self.seek(at)
        return at != self._timeline.last

    def _played(self, at: Position) -> Grain:
        copies = self._timeline.chapters[at.chapter].natural > 1
        return Grain.STEP if copies and self._grain is Grain.TERM else self._grain
