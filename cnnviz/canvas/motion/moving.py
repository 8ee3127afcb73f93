"""What moves over a scene: flights, what they cover, and the cells that pulse when they have arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cnnviz.canvas.marks.repainting import Repainting
from cnnviz.canvas.motion.flight import Flight
from cnnviz.canvas.motion.glide import Glide
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QColor,
    QEasingCurve,
    QObject,
    QPainter,
    QPen,
    QRectF,
    Qt,
)

_REACH = 7.0  # pixels that a pulse takes beyond its cell
_EDGE = 2.0  # that a flight's frame takes beyond it


class Moves(NamedTuple):
    """What moves at once.

    Parameters
    ----------
    flights : what goes from one place to another
    pulsing : cells that pulse once
    covered : what is not seen as long as it is on its way there
    """

    flights: Sequence[Flight] = ()
    pulsing: Sequence[QRectF] = ()
    covered: Sequence[QRectF] = ()


class Movement(NamedTuple):
    """What moves between two moments, in milliseconds, and what finds it out once it begins: no step waits for that."""

    begins: int
    lasts: int
    find: Callable[[], Moves]


_NOTHING = Moves()


class Moving:
    """Draws what moves in a scene, by `clock`; stopped, it leaves nothing behind.

    What has it go on belongs to the scene: left to Python, it would tick on, and be swept up while it does.
    """

    def __init__(
        self, palette: Palette, clock: Callable[[], float], scene: QObject, repainting: Repainting
    ) -> None:
        self._palette, self._repainting = palette, repainting
        self._phases: Sequence[Movement] = ()
        self._phase: Movement | None = None
        self._moves, self._share = _NOTHING, 0.0
        self._glide = Glide(clock, scene, QEasingCurve.Type.Linear)
        self._glide.moved.connect(self._move)

    @property
    def moves(self) -> Moves:
        """What moves now."""
        return self._moves

    def start(self, phases: Sequence[Movement]) -> None:
        """Move one after the other; what begins at 0 is there from the first picture on."""
        self.stop()
        self._phases = [phase for phase in phases if phase.lasts]
        if self._phases:
            self._glide.start(max(phase.begins + phase.lasts for phase in self._phases))

    def stop(self) -> None:
        """Have nothing move any more, and nothing left of it."""
        self._glide.stop()
        self._phases, self._phase = (), None
        self._show(_NOTHING, 0.0)

    def tick(self) -> None:
        """Go on to where everything is by the clock."""
        self._glide.tick()

    def _move(self, share: float) -> None:
        if share == 1:
            self.stop()
            return
        now = share * max(phase.begins + phase.lasts for phase in self._phases)
        phase = next((p for p in self._phases if p.begins <= now < p.begins + p.lasts), None)
        if phase is None:
            self._phase = None
            self._show(_NOTHING, 0.0)
            return
        moves = self._moves if phase is self._phase else phase.find()
        self._phase = phase
        self._show(moves, (now - phase.begins) / phase.lasts)

    def _show(self, moves: Moves, share: float) -> None:
        """Have painted again what has gone on."""
        before = self._places()
        self._moves, self._share = moves, share
        self._repainting.paint_again((*before, *self._places()))

    def _places(self) -> list[QRectF]:
        flights = [_grown(flight.at(self._share)[0], _EDGE) for flight in self._moves.flights]
        return [*flights, *(_grown(cell, _REACH) for cell in self._moves.pulsing), *self._moves.covered]

    def draw(self, painter: QPainter) -> None:
        """Draw what is covered, what flies, then what pulses."""
        for place in self._moves.covered:
            painter.fillRect(place, self._palette.role("stage"))
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        for flight in self._moves.flights:
            self._draw_flight(painter, flight)
        for cell in self._moves.pulsing:
            self._draw_pulse(painter, cell)

    def _draw_flight(self, painter: QPainter, flight: Flight) -> None:
        place, seen = flight.at(self._share)
        painter.setOpacity(seen)
        painter.drawPixmap(place, flight.picture, QRectF(flight.picture.rect()))
        if flight.merges:
            painter.setPen(QPen(self._palette.role("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        painter.setOpacity(1.0)

    def _draw_pulse(self, painter: QPainter, cell: QRectF) -> None:
        """Draw a frame that widens and goes."""
        colour = QColor(self._palette.role("accent"))
        colour.setAlphaF(1 - self._share)
        painter.setPen(QPen(colour, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_grown(cell, self._share * (_REACH - 2)))


def _grown(rect: QRectF, by: float) -> QRectF:
    return rect.adjusted(-by, -by, by, by)
