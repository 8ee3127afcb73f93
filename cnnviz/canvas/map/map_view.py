"""The map above the stage: the way forward and the way back of a run, filled as far as it has got."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.canvas.map.arrows import Arrows
from cnnviz.canvas.map.contents import Stop, contents_of
from cnnviz.canvas.map.drawing import measures
from cnnviz.canvas.map.pictures import Pictures, Shown, look_of
from cnnviz.canvas.map.plan import COMPACT_HEIGHT, HEIGHT, plan_map
from cnnviz.canvas.map.stop import StopButton
from cnnviz.canvas.map.style import map_pixels
from cnnviz.canvas.motion.pace import STILL, Pace
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPoint,
    QResizeEvent,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    delete_later,
    pyqtSignal,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.handed_on import is_entered
from cnnviz.run.timeline import Timeline

if TYPE_CHECKING:
    from cnnviz.canvas.map.pulsing import Pulsing
    from cnnviz.canvas.map.sliding_mark import SlidingMark

_LEAST = 240  # pixels in width that something can be shown in


class MapView(QWidget):
    """All arrays of a run as small pictures, with what is done between them.

    Signals
    -------
    chapter_chosen : the index of the chapter that makes what is clicked; the image belongs to the first
    """

    chapter_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self.setAccessibleName(self.tr("Map"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.motion: Pace = STILL
        self._clock = clock
        self._sliding: SlidingMark | None = None
        self._pulsing: Pulsing | None = None
        self._buttons: list[StopButton] = []
        self._partly: Sequence[StopButton] = ()
        self._compact = False
        self._fit_height()
        self._shown: Shown | None = None
        self._arrows = Arrows()

    def sizeHint(self) -> QSize:
        """Return a width at which most runs are shown with all that there is to them."""
        return QSize(900, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be used."""
        return QSize(_LEAST, self.height())

    def show_run(self, run: Timeline, palette: Palette, channel: int) -> None:
        """Show another run as far as the one before; of arrays with filters the one that is followed."""
        frame = None if self._shown is None else self._shown.frame
        if frame is None or frame.timeline is not run:
            frame = Frame(run, run.first if frame is None else run.nearest(frame.position))
        pictures = Pictures(palette, channel, round(self.devicePixelRatioF()))
        self._shown = Shown(frame, pictures, palette)
        self._contents = contents_of(run)
        self._use_buttons(self._contents.stops, self._shown)
        self._lay_out()

    def show_frame(self, frame: Frame) -> None:
        """Show how far the run has got; only what changes is painted again."""
        assert self._shown is not None
        self.settle()
        before, self._shown.frame = self._shown.frame, frame
        if self.motion.slide and is_entered(before, frame):
            self._slide(before.position.chapter, self._shown)
        if before.position.chapter != self._shown.chapter:
            self._change_chapter(before.position.chapter, self._shown.chapter)
        if _hides_sizes(before) != _hides_sizes(frame):
            for button in self._buttons:
                button.tell()
            self.update()
        if before.decimals != frame.decimals:
            for button in self._buttons:
                button.update()
        for button in self._partly:
            button.fill()

    def settle(self) -> None:
        """Have the mark where it slides to, at once."""
        for moving in (self._sliding, self._pulsing):
            if moving is not None:
                moving.settle()

    def tick(self) -> None:
        """Have the mark where it is by the clock."""
        for moving in (self._sliding, self._pulsing):
            if moving is not None:
                moving.tick()

    def pulse(self) -> None:
        """Have all parameters pulse once: they are others than before."""
        from cnnviz.canvas.map.pulsing import LASTS, Pulsing  # a start does not wait for it

        learned = [
            button for button in self._buttons if button.laid_out and button.stop.updated_in is not None
        ]
        if not self.motion.slide or self._shown is None:
            return
        if self._pulsing is None:
            self._pulsing = Pulsing(self, self._clock)
        self._pulsing.start([button.geometry() for button in learned], self._shown.palette, LASTS)

    def _slide(self, old: int, shown: Shown) -> None:
        """Have the mark of the last chapter slide to where it is now, if both stand on the map."""
        if self._sliding is None:
            from cnnviz.canvas.map.sliding_mark import SlidingMark  # nothing slides at the start

            self._sliding = SlidingMark(self, self._clock)
        buttons = [button for button in self._buttons if button.laid_out]
        self._sliding.slide(buttons, old, shown, self.motion.slide)

    def set_compact(self, compact: bool) -> None:
        """Write names beside the pictures rather than beneath, where the window is low."""
        if compact != self._compact:
            self._compact = compact
            self.fit_text()

    def fit_text(self) -> None:
        """Be as large as the text that is written on it."""
        self._fit_height()
        self._lay_out()
        for button in self._buttons:
            button.update()  # as it covers the map, what is painted there does not reach it

    def _fit_height(self) -> None:
        self.setFixedHeight(map_pixels(COMPACT_HEIGHT if self._compact else HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew what there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def _use_buttons(self, stops: Sequence[Stop], shown: Shown) -> None:
        """Have a button for each stop, in the order of Tab; those that are there already stand for other ones now."""
        for index in range(len(self._buttons), len(stops)):
            button = StopButton(self)
            button.clicked.connect(partial(self._go_to, index))
            if self._buttons:
                QWidget.setTabOrder(self._buttons[-1], button)
            self._buttons.append(button)
        for button in self._buttons[len(stops) :]:
            button.hide()
            delete_later(button)
        del self._buttons[len(stops) :]
        for button, stop in zip(self._buttons, stops, strict=True):
            button.show_stop(stop, shown)

    def _go_to(self, index: int) -> None:
        self.chapter_chosen.emit(self._buttons[index].stop.leads_to)

    def _lay_out(self) -> None:
        self.settle()
        if self._shown is None or self.width() < _LEAST:  # nobody has said yet how wide it is
            return
        percent = map_pixels(100)
        room = self.width() * 100 // percent
        plan = plan_map(self._contents, room, measures(percent), compact=self._compact)
        scaled = plan.scaled(percent)
        self._arrows = Arrows(scaled.arrows, scaled.alone)
        plans = {id(plan.stop): plan for plan in scaled.stops}
        for button in self._buttons:
            button.lay_out(plans.get(id(button.stop)))
        self._partly = self._partly_in(self._shown.chapter)
        self.update()

    def _partly_in(self, chapter: int) -> Sequence[StopButton]:
        return [
            button
            for button in self._buttons
            if button.laid_out and chapter in (button.stop.made_in, button.stop.updated_in)
        ]

    def _change_chapter(self, old: int, new: int) -> None:
        """Paint again what looks otherwise in another chapter."""
        for button in self._buttons:
            if look_of(button.stop, old) != look_of(button.stop, new):
                button.update()
                if button.caption is not None:
                    self.update(button.caption)
        for place in self._arrows.changed(old, new):
            self.update(place)
        self._partly = self._partly_in(new)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrows and the names beneath the pictures."""
        if self._shown is None:
            return
        painter, exposed, palette = QPainter(self), event.region(), self._shown.palette
        painter.fillRect(event.rect(), palette.role("stage"))
        self._arrows.draw(painter, exposed, self._shown.chapter, palette)
        for button in self._buttons:
            caption = button.caption
            if caption is not None and exposed.intersects(caption):
                button.draw_caption(painter, caption)
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.role("line"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to what an arrow or a name stands for."""
        chapter = self._chapter_at(event.pos())
        if event.button() == Qt.MouseButton.LeftButton and chapter is not None:
            self.chapter_chosen.emit(chapter)

    def _chapter_at(self, at: QPoint) -> int | None:
        for button in self._buttons:
            if button.caption is not None and button.caption.contains(at):
                return button.stop.leads_to
        return self._arrows.leads_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of an arrow what there may have been no room for."""
        chapters = () if self._shown is None else self._shown.frame.timeline.chapters
        self.setToolTip(self._arrows.tip(event.pos(), chapters))


def _hides_sizes(frame: Frame) -> bool:
    return frame.waits and frame.asking is not None and frame.asking.of_size
