"""Frames that widen and go around what has changed on the map: the parameters of a new round."""

from collections.abc import Callable, Sequence

from cnnviz.canvas.motion.glide import Glide
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QColor, QPainter, QPaintEvent, QPen, QRect, Qt, QWidget

LASTS = 700
"""Milliseconds: so long that it is seen though one looks elsewhere."""
_REACH, _PEN = 9, 3  # pixels


class Pulsing(QWidget):
    """Draws them over the map by `clock`."""

    def __init__(self, map_: QWidget, clock: Callable[[], float]) -> None:
        super().__init__(map_)
        self.setObjectName("map_pulse")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._places: Sequence[QRect] = ()
        self._colour, self._share = QColor(), 0.0
        self._glide = Glide(clock, self)
        self._glide.moved.connect(self._move)

    def start(self, places: Sequence[QRect], palette: Palette, milliseconds: int) -> None:
        """Pulse once around some places."""
        self._places, self._colour = places, QColor(palette.role("accent"))
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self._glide.start(milliseconds)

    def settle(self) -> None:
        """Leave off."""
        self._glide.stop()
        self.hide()

    def tick(self) -> None:
        """Go on to where it is by the clock."""
        self._glide.tick()

    def _move(self, share: float) -> None:
        self._share = share
        if share == 1:
            self.hide()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame around each."""
        painter, colour = QPainter(self), QColor(self._colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour.setAlphaF(1 - self._share)
        painter.setPen(QPen(colour, _PEN))
        reach = round(self._share * _REACH)
        for place in self._places:
            painter.drawRoundedRect(place.adjusted(-reach, -reach, reach, reach), 5, 5)
