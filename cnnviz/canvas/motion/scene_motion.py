"""The motion of values in a scene: what flies in a step, what slides when a chapter begins, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from cnnviz.canvas.lens.numbers import Seen
from cnnviz.canvas.lens.view import LensView
from cnnviz.canvas.marks.marks import Marks
from cnnviz.canvas.marks.repainting import Repainting
from cnnviz.canvas.motion.flights import Flown, Sky, flights_of
from cnnviz.canvas.motion.moving import Movement, Moves, Moving
from cnnviz.canvas.motion.pace import Pace
from cnnviz.canvas.motion.slides import slides
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.placed_grids import PlacedGrids, Places
from cnnviz.qt import QGraphicsScene, QPointF
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.handed_on import is_entered
from cnnviz.trace.steps import Cell


class SceneMotion:
    """Has the numbers of a scene's steps fly, once its frames have glided there; none of it is asked for before."""

    def __init__(
        self,
        palette: Palette,
        clock: Callable[[], float],
        scene: QGraphicsScene,
        placed: PlacedGrids,
        marks: Marks,
        repainting: Repainting,
        lens: LensView | None,
    ) -> None:
        self.moving = Moving(palette, clock, scene, repainting)
        marks.over = self.moving.draw
        self.placed = placed
        self._scene, self._marks, self._lens = scene, marks, lens

    def go_on(self, before: Frame, frame: Frame, pace: Pace) -> None:
        """Have fly what the next step works out; any other one is there at once."""
        self.moving.start(self._phases(frame, pace, pace.glide) if _is_beyond(before, frame) else ())

    def enter(self, before: Frame, places: Places, frame: Frame, pace: Pace) -> None:
        """Have slide what another scene has left at its places, if it was made for this one; then fly its first step.

        Where another filter of the same chapter is in hand nothing slides.
        """
        if is_entered(before, frame):
            slide = Movement(0, pace.slide, lambda: slides(before, places, frame, self.placed, self._ratio))
            self.moving.start((slide, *self._phases(frame, pace, pace.slide)))
        elif before.chapter is frame.chapter:
            self.go_on(before, frame, pace._replace(glide=0))

    def _phases(self, frame: Frame, pace: Pace, begin: int) -> Sequence[Movement]:
        """Return how the numbers of a step fly from a moment on, and how then the cells pulse."""
        return (
            Movement(begin, pace.flight, partial(self._flying, frame)),
            Movement(begin + pace.flight, pace.pulse, partial(self._pulsing, frame)),
        )

    def _flying(self, frame: Frame) -> Moves:
        return Moves(self._flown(frame).flights)

    def _pulsing(self, frame: Frame) -> Moves:
        return Moves(pulsing=self._flown(frame).changed)

    def _flown(self, frame: Frame) -> Flown:
        seen = () if self._lens is None or self._lens.face is None else tuple(self._lens.face.seen())
        return flights_of(frame, Sky(seen, self.placed, self._course, self._ratio))

    def _course(self, seen: Seen, cell: Cell) -> Sequence[QPointF]:
        """Return the points along the connector between a number of the lens and a cell's grid, none without one."""
        for plane in self.placed.large(cell.array):
            if plane.shows(cell):
                return self._marks.course(seen.rect, plane.key)
        return ()

    @property
    def _ratio(self) -> int:
        views = self._scene.views()
        return round(views[0].devicePixelRatioF()) if views else 1


def _is_beyond(before: Frame, frame: Frame) -> bool:
    """Return whether a frame is one step, or one term, beyond another one of its chapter."""
    steps = frame.timeline.index(frame.position) - frame.timeline.index(before.position)
    if steps:
        return steps == 1
    done, now = before.position.term, frame.position.term
    return done is not None and now in (done + 1, None)
