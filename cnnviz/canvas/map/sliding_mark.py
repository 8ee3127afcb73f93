"""The mark of the map on its way from one stop to the next."""

from collections.abc import Callable, Sequence

from cnnviz.canvas.map.drawing import draw_frame
from cnnviz.canvas.map.pictures import Shown
from cnnviz.canvas.map.stop import StopButton
from cnnviz.canvas.motion.glide import Glide
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QColor, QPainter, QPaintEvent, QRect, Qt, QWidget

_RADIUS = 6


class _Way(NamedTuple):
    """Where it comes from, the stop that it goes to, and what all stops go by."""

    first: QRect
    last: StopButton
    shown: Shown


class SlidingMark(QWidget):
    """A frame that slides over the map by `clock`; the stop that it goes to is not marked before it is there."""

    def __init__(self, map_: QWidget, clock: Callable[[], float]) -> None:
        super().__init__(map_)
        self.setObjectName("sliding_mark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._way: _Way | None = None
        self._glide = Glide(clock, self)
        self._glide.moved.connect(self._move)

    def slide(self, buttons: Sequence[StopButton], old: int, shown: Shown, milliseconds: int) -> None:
        """Go from the stop that a chapter makes to the one that is made now, if both are among the buttons."""
        first, last = (
            next((button for button in buttons if button.is_made_in(chapter)), None)
            for chapter in (old, shown.chapter)
        )
        if first is None or last is None:
            return
        self._way = _Way(first.geometry(), last, shown)
        shown.sliding = True
        self.raise_()
        self.show()
        self._glide.start(milliseconds)

    def settle(self) -> None:
        """Be there at once, if it is on its way."""
        self._glide.stop()
        self._move(1.0)

    def tick(self) -> None:
        """Go on to where it is by the clock."""
        self._glide.tick()

    def _move(self, share: float) -> None:
        if self._way is None:
            return
        first, last, shown = self._way
        if share == 1:
            self._way, shown.sliding = None, False
            self.hide()
            last.update()
            return
        ends = zip(first.getRect(), last.geometry().getRect(), strict=True)
        self.setGeometry(*(round(a + (b - a) * share) for a, b in ends))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame alone."""
        if self._way is not None:
            accent, nothing = self._way.shown.palette.role("accent"), QColor(Qt.GlobalColor.transparent)
            draw_frame(QPainter(self), self.rect(), accent, 2, nothing, _RADIUS)
